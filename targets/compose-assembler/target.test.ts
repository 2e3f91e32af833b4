import { describe, expect, it } from 'vitest';
import { explore } from '../../harness/engine/explore.ts';
import { describeOwnTarget } from '../../harness/vitest/fixtures/describe-own-target.ts';
import { target } from './target.ts';

const { scenario: space } = target;

describeOwnTarget(target, {
  seed: 4,
  told: {
    runs: 200,
    gist: /^[^\n]{1,60}$/u,
    rows: { observation: 4 },
    world: ({ environment, files }) => {
      expect(environment).toHaveProperty('OVERLAY_DIR');
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    },
  },
  reference: { runs: 2_008, rejected: 0.09, again: 100 },
  neverFirst: ['opening-overlay-refused-by-name', 'order-never-changes-posture'],
  ofOurModel: ['inside-as-computed'],
});

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
