import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { explore } from '../../harness/engine/explore.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { describeTarget } from '../../harness/vitest/main.ts';
import { target } from './target.ts';

const { scenario: space } = target;
const drawn = Array.from({ length: 2_000 }, (_, run) => draw(space, run, { seed: 4, examples: false }).value);

describeTarget(target, { corpus: fileURLToPath(new URL('../../corpus', import.meta.url)) });

describe('the schema', () => {
  it('takes the examples', () => {
    for (const example of space.examples) expect(space.schema.parse(example)).toEqual(example);
  });

  it.each([
    ['an unknown key', { extra: 1 }],
    ['a name that is no file name', { folders: { project: 'a/b', files: 'f', overlays: 'o' } }],
    [
      'a piece nobody knows',
      {
        generators: [
          { name: 'links', ends: { how: 'succeeds' }, overlay: { kind: 'pieces', pieces: ['services.: '] } },
        ],
      },
    ],
    ['a state nobody knows', { mandatory: { file: 'base', state: 'odd' } }],
  ])('refuses %s', (_what, change) => {
    expect(space.schema.safeParse({ ...space.examples[0], ...change }).success).toBe(false);
  });

  it('refuses two generators of one name', () => {
    const [generator] = space.examples[1]?.generators ?? [];
    const twice = { ...space.examples[0], generators: [generator, generator] };
    expect(space.schema.safeParse(twice).success).toBe(false);
  });
});

describe('the reference', () => {
  it('holds every property, and reaches what scenarios plan', async () => {
    let rejected = 0;
    for (const scenario of [...space.examples, ...drawn]) {
      const verdict = await runOnce(target, target.reference, scenario);
      if (verdict.kind === 'rejected') rejected++;
      else expect(verdict, JSON.stringify(scenario)).toEqual({ kind: 'pass' });
    }
    expect(rejected / drawn.length).toBeLessThan(0.1);
  });

  it('gives the same observation each time', async () => {
    for (const scenario of drawn.slice(0, 100))
      expect(await target.reference.run(scenario)).toEqual(await target.reference.run(scenario));
  });
});

describe('a bug', () => {
  it.each(['process-substitution', 'text-search', 'last-overlay-only'])(
    '%s is a handful of findings, not one for each overlay',
    async name => {
      const mutant = target.mutants.find(candidate => candidate.name === name);
      if (mutant === undefined) throw new Error(`no mutant ${name}`);
      const { sightings } = await explore(target, mutant, { from: 0, to: 800, seed: 7, examples: true });
      expect(sightings.length).toBeGreaterThan(1);
      expect(sightings.length).toBeLessThanOrEqual(10);
    },
  );
});

describe('the account', () => {
  it('tells every scenario in one line, and its world', () => {
    for (const scenario of drawn.slice(0, 200)) {
      expect(target.account.gist(scenario)).toMatch(/\S/);
      expect(target.account.gist(scenario)).not.toContain('\n');
      expect([...target.account.gist(scenario)].length).toBeLessThanOrEqual(60);
      const world = target.account.world(scenario);
      expect(world.environment).toHaveProperty('OVERLAY_DIR');
      expect(new Set(world.files.map(({ path }) => path)).size).toBe(world.files.length);
    }
  });

  it('says nothing of what is as calm as can be', () => {
    const [calm] = space.examples;
    expect(target.account.scenario(calm)).toEqual([]);
    const generators = [
      {
        name: 'links',
        ends: { how: 'hangs' as const, after: 0 },
        overlay: { kind: 'text' as const, text: 'a' },
      },
    ];
    const hanging = { ...calm, mode: 'host-socket' as const, generators };
    expect(target.account.gist(hanging)).toBe('generator links hangs after 0 %');
    expect(target.account.scenario(hanging)).toEqual([
      ['generator', 'links: hangs after 0 %'],
      ['it writes', '"a"'],
      ['mode', 'host-socket'],
    ]);
  });
});
