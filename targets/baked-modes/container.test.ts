import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { whyNoEngine } from '../../harness/world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../harness/world/engine/fixtures/test-engine.ts';
import { whyNotModelled } from './container/builder-rules.ts';
import { container } from './container.ts';
import { calm } from './examples.ts';
import { BuildKit } from './fixtures/buildkit.ts';
import { comparisons, type Wanted } from './fixtures/real-builder.ts';
import { inModel } from './model.ts';
import type { BakedObservation, Inside } from './observation.ts';
import { bake } from './reference/bake.ts';
import type { BakedScenario, CopyInstruction, Instruction } from './scenario.ts';
import { target } from './target.ts';

const lacking = whyNoEngine();
const whyNot = lacking === undefined ? '' : ` (skipped: ${lacking})`;
const limitMs = 120_000;

/** How many Dockerfiles are compared beside the few of each kind: scripts/buildkit-differential asks for more. */
const builds = Number(process.env['SEATRIAL_BUILDS'] ?? 0);
const seed = Number(process.env['SEATRIAL_BUILDS_SEED'] ?? 15);

const copied: CopyInstruction = {
  do: 'copy',
  add: false,
  from: null,
  sources: ['policy/10-deny.json'],
  json: false,
  dest: '/etc/pol/',
  chmod: '644',
  chown: null,
};

function withOnly(...instructions: readonly Instruction[]): BakedScenario {
  return { ...calm, stages: [{ base: { kind: 'scratch' }, named: false, instructions: [...instructions] }] };
}

describe.skipIf(lacking !== undefined)(`what BuildKit really builds${whyNot}`, () => {
  let test: TestEngine;
  let buildkit: BuildKit;
  let folder: string;
  beforeAll(async () => {
    test = await testEngine();
    buildkit = new BuildKit(test);
    folder = mkdtempSync(join(tmpdir(), 'seatrial-baked-'));
  }, limitMs);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    buildkit[Symbol.dispose]();
    await test[Symbol.asyncDispose]();
  }, limitMs);

  let runs = 0;
  async function seen(scenario: BakedScenario): Promise<BakedObservation> {
    const place = join(folder, String(runs++));
    mkdirSync(place);
    const came = await container.inProcess?.(scenario, inModel('reference', bake), {
      folder: place,
      fidelity: 'container',
      engine: test.engine,
      path: [],
      privileged: true,
      mounts: false,
      mountLimited: async () => {
        throw new Error('nothing is mounted here');
      },
    });
    if (came === undefined) throw new Error('baked-modes looks inside in process');
    return observed(came);
  }

  async function insideOf(scenario: BakedScenario): Promise<Inside> {
    const { inside } = await seen(scenario);
    if (inside === undefined) throw new Error('nothing was looked into');
    return inside.first;
  }

  const kinds: readonly [string, Wanted][] = [
    ['anything', { seed, trees: 5, refusals: 3, having: () => true }],
    ['RUN, with GNU’s tools', { seed: seed + 1, trees: 3, refusals: 1, having: one => one.do === 'run' }],
  ];
  const many: readonly [string, Wanted][] =
    builds === 0
      ? []
      : [
          [
            `${builds} of any kind`,
            { seed, trees: Math.ceil(builds * 0.7), refusals: Math.floor(builds * 0.3), having: () => true },
          ],
        ];

  it.each([...kinds, ...many])(
    'is what the model says for its version, over drawn Dockerfiles: %s',
    async (_, wanted) => {
      expect(whyNotModelled(test.engine)).toBeUndefined();
      for await (const { text, built, refusal, predicted } of comparisons(buildkit, wanted))
        expect(built, `${text}${refusal}`).toEqual(predicted);
    },
    Math.max(limitMs, builds * 10_000),
  );

  it(
    'is read by the container’s user where the model says so, and only there',
    async () => {
      const user = (mode: string) => withOnly({ ...copied, chmod: mode, dest: '/pol' });
      const asked = (mode: string) => ({ ...user(mode), policy: { user: '1000', paths: ['/pol', '/none'] } });
      const access = (inside: Inside) => inside.access instanceof Map && inside.access.get('/pol');
      const [open, shut, writable] = await Promise.all([
        insideOf(asked('644')),
        insideOf(asked('600')),
        insideOf(asked('666')),
      ]);
      expect(open.differs).toEqual([]);
      expect(open.access).toEqual(
        new Map([
          ['/pol', { reads: 'reads', changes: '' }],
          ['/none', { reads: 'nothing', changes: '' }],
        ]),
      );
      expect(access(shut)).toEqual({ reads: 'denied', changes: '' });
      expect(access(writable)).toEqual({ reads: 'reads', changes: '/pol' });
    },
    limitMs,
  );

  it(
    'has folders of 0755 where the model has what --chmod says: the kernel gets the model’s tree',
    async () => {
      const { built, differs, access } = await insideOf(withOnly(copied));
      expect(differs).toEqual(['folders that COPY makes get 0755 whatever --chmod says']);
      expect(typeof built === 'string' ? built : built.get('/etc/pol')?.mode).toBe(0o755);
      expect(access).toEqual(new Map([['/etc/pol/10-deny.json', { reads: 'denied', changes: '' }]]));
    },
    limitMs,
  );

  it(
    'takes a symbolic --chmod for none: what was pinned has the checkout’s mode',
    async () => {
      const { built, differs } = await insideOf({
        ...withOnly({ ...copied, chmod: 'u=rwX,go=rX', dest: '/pol' }),
        umask: '0077',
      });
      expect(differs).toHaveLength(1);
      expect(typeof built === 'string' ? built : built.get('/pol')?.mode).toBe(0o600);
    },
    limitMs,
  );

  it(
    'is refused with a here-document',
    async () => {
      const { built } = await insideOf(
        withOnly({
          do: 'heredoc',
          delimiter: 'EOF',
          quoted: false,
          tabs: false,
          lines: ['{}'],
          dest: '/pol',
          chmod: null,
          chown: null,
        }),
      );
      expect(built).toContain('unknown instruction');
    },
    limitMs,
  );

  it(
    'starts no container as somebody whom nobody knows',
    async () => {
      const { access } = await insideOf({
        ...withOnly({ ...copied, dest: '/pol' }),
        policy: { user: 'nosuch', paths: ['/pol'] },
      });
      expect(access).toContain('nosuch');
    },
    limitMs,
  );

  it(
    'judges: a verdict that is not the kernel’s breaks the properties, and the reference’s are',
    async () => {
      const lied = withOnly({ ...copied, chmod: '600', dest: '/etc/pol/10-deny.json' });
      const told = await seen(lied);
      expect(await runOnce(target, { name: 'reference', run: () => told }, lied)).toEqual({ kind: 'pass' });
      const liar: BakedObservation = {
        ...told,
        first: {
          ...told.first,
          exit: 0,
          told: told.first.told.map(one => ({ ...one, verdict: 'fine' as const })),
        },
      };
      const verdict = await runOnce(target, { name: 'liar', run: () => liar }, lied);
      expect(verdict).toMatchObject({ kind: 'violation' });
    },
    limitMs,
  );
});
