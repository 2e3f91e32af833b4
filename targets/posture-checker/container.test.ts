import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import { observed, Unobserved } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { ContainerImplementation } from '../../harness/world/command/container-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { whyNoEngine } from '../../harness/world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../harness/world/engine/fixtures/test-engine.ts';
import { hasCapability } from '../../harness/world/identity/capability-set.ts';
import { identityFacts } from '../../harness/world/identity/identity-facts.ts';
import { command } from './command.ts';
import { type Booted, type Booting, withContainer } from './container/boot-container.ts';
import { inProcess } from './container/in-process.ts';
import { insideRows } from './container/inside-account.ts';
import { planRun, whyNoContainer } from './container/plan-run.ts';
import { prepare } from './container/prepare.ts';
import { container } from './container.ts';
import { calm } from './examples.ts';
import type { PostureObservation } from './observation.ts';
import { containerIsAsDescribed } from './properties/container-is-as-described.ts';
import { type PostureScenario, postureScenario } from './scenario.ts';
import { target } from './target.ts';

const reason = whyNoEngine();
const skipped = reason === undefined ? '' : ` (skipped: ${reason})`;
const limitMs = 120_000;

type Posture = ContainerImplementation<PostureScenario, PostureObservation>;

let running: TestEngine;

/** An implementation of the target, by its name, on the kernel's facts. */
function contained(name = 'reference'): Posture {
  const found = [target.reference, ...target.mutants].find(each => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return new ContainerImplementation(found, inProcess, settings());
}

/** A program in a container. */
function program(words: readonly [string, ...string[]]) {
  return new CommandImplementation<PostureScenario, PostureObservation>(
    'program',
    {
      ...command,
      run: (scenario, stage) => container.run(scenario, { ...stage, engine: running.engine }),
    },
    { kind: 'cmd', words },
    settings(),
  );
}

function settings() {
  return realSettings({ fidelity: 'container', engine: running.engine });
}

/** The bash program that CONTRACT.md prints, in a folder that everybody can read. */
async function withExample(act: (file: string) => Promise<void>): Promise<void> {
  const contract = readFileSync(new URL('CONTRACT.md', import.meta.url), 'utf8');
  const [, text = ''] = /```bash\n([\s\S]*?)```/.exec(contract) ?? [];
  await withDir(
    async ({ path }) => {
      chmodSync(path, 0o755);
      const file = join(path, 'check.sh');
      writeFileSync(file, text, { mode: 0o755 });
      await act(file);
    },
    { unsafeCleanup: true },
  );
}

function caseOf(name: string): PostureScenario {
  const file = new URL(`../../corpus/posture-checker/${name}.json`, import.meta.url);
  return postureScenario.parse(JSON.parse(readFileSync(file, 'utf8')).scenario);
}

function verdictOf(scenario: PostureScenario, came: PostureObservation | Unobserved) {
  return judge(target, scenario, came);
}

describe.skipIf(reason !== undefined)(`the posture check in a container${skipped}`, () => {
  beforeAll(async () => {
    running = await testEngine();
  }, limitMs);
  afterAll(() => running[Symbol.asyncDispose]());

  const deployments = [
    ['container-run-with-user-0', 2, ['ErrCacheDirInsecure', 'ErrRunningAsRoot', 'ErrUnexpectedCapability']],
    ['container-of-an-image-without-user-line', 2, ['ErrRunningAsRoot', 'ErrUnexpectedCapability']],
    ['container-with-a-leaked-debug-port', 2, ['ErrUnexpectedListener']],
    ['container-certificates-made-by-the-engine', 2, ['ErrCacheDirInsecure']],
    ['container-gives-up-root-by-half', 0, []],
    ['container-publishes-what-nobody-listens-on', 0, []],
    ['container-privileged-as-a-user', 0, []],
    ['container-closed-but-for-its-filter', 0, []],
  ] as const;
  for (const [name, exit, sentinels] of deployments) {
    it(
      `${exit === 0 ? 'starts' : 'refuses'} where the case says ${name}, in process and as a program`,
      async () => {
        const scenario = caseOf(name);
        await using reference = contained();
        const seen = await reference.run(scenario);
        await withExample(async file => {
          await using bash = program([file]);
          const outside = await bash.run(scenario);
          for (const came of [seen, outside]) {
            const { first, second } = observed(came);
            expect(first.exit).toBe(exit);
            expect(second.exit).toBe(exit);
            expect([...new Set(first.failures.map(({ sentinel }) => sentinel))].sort()).toEqual(sentinels);
            expect(verdictOf(scenario, came)).toEqual({ kind: 'pass' });
          }
        });
      },
      limitMs,
    );
  }

  it.runIf(hasCapability(identityFacts().own.bounding, 24))(
    'refuses a privileged container of root (skipped where the machine lacks a capability: the container has all but that)',
    async () => {
      await using reference = contained();
      const came = await reference.run(caseOf('container-privileged-as-root'));
      // An engine whose "all" is older than the last capabilities is another container.
      if (came instanceof Unobserved) expect(came.instead).toMatchObject({ kind: 'rejected' });
      else expect(came.first.exit).toBe(2);
    },
    limitMs,
  );

  it(
    'is what its description says, for drawn scenarios, and leaves nothing on the engine',
    async () => {
      await using reference = contained();
      let ran = 0;
      for (let run = 0; ran < 8; run++) {
        const { value } = draw(target.scenario, run, { seed: 20261124, examples: false });
        if (whyNoContainer(value) !== undefined) continue;
        const came = await reference.run(value);
        if (came instanceof Unobserved) {
          expect(came.instead.kind, JSON.stringify(came.instead)).toBe('rejected');
          continue;
        }
        expect(verdictOf(value, came), JSON.stringify(value)).toEqual({ kind: 'pass' });
        expect(came.inside?.[0].seen.identity.uid).toEqual(value.uid);
        ran++;
      }
      const filters = JSON.stringify({ label: ['seatrial.run'] });
      const left = await Promise.all([
        running.client.get<unknown[]>({ path: '/containers/json', query: { all: true, filters } }),
        running.client.get<unknown[]>({ path: '/networks', query: { filters } }),
      ]);
      expect(left).toEqual([[], []]);
      const images = await running.client.get<readonly { RepoTags: unknown }[]>({ path: '/images/json' });
      expect(images).toHaveLength(1);
    },
    limitMs,
  );

  it(
    'kills a mutant that takes the real user id, which only an entrypoint leaves apart',
    async () => {
      const scenario = caseOf('container-gives-up-root-by-half');
      await using mutant = contained('real-uid');
      expect(verdictOf(scenario, await mutant.run(scenario)).kind).toBe('violation');
    },
    limitMs,
  );

  it(
    'ends a program that goes on for ever, and tells one that can not be started',
    async () => {
      await withDir(
        async ({ path }) => {
          const file = join(path, 'check');
          writeFileSync(file, '#!/nowhere\n', { mode: 0o755 });
          chmodSync(path, 0o755);
          await using unable = program([file]);
          expect(await unable.run(calm)).toMatchObject({
            instead: { kind: 'rejected', reason: expect.stringContaining('can not be started inside') },
          });
        },
        { unsafeCleanup: true },
      );
      await withDir(
        async ({ path }) => {
          chmodSync(path, 0o755);
          const words = ['/usr/bin/bash', '-c', 'sleep 600'];
          const ready = prepare(calm, { folder: path, path: [] }, 'first', words);
          if (ready instanceof Unobserved) throw new Error(JSON.stringify(ready.instead));
          const { client, engine } = running;
          const boot = (each: Booting): Promise<Booted> => each.boot();
          const booted = await withContainer(client, engine, ready.run, ready.words, boot, 4_000);
          expect(booted).toMatchObject({ kind: 'ran', ran: { end: { kind: 'timed-out' } } });
        },
        { unsafeCleanup: true },
      );
    },
    limitMs,
  );

  it(
    'is held against the kernel: whatever is otherwise inside breaks the property',
    async () => {
      await using reference = contained();
      const came = observed(await reference.run(calm));
      const [inside] = came.inside ?? [];
      if (inside === undefined) throw new Error('nothing was seen inside');
      const { seen } = inside;
      const judged = (other: Partial<typeof seen>): boolean =>
        containerIsAsDescribed.check(calm, {
          ...came,
          inside: [inside, { ...inside, seen: { ...seen, ...other } }],
        }).holds;
      const as = (other: Partial<typeof seen.identity>): boolean =>
        judged({ identity: { ...seen.identity, ...other } });
      expect(judged({})).toBe(true);
      const otherwise = [
        as({ uid: { real: 0, effective: 1000, saved: 1000 } }),
        as({ groups: [0, 1000] }),
        as({ effective: '0000000000000400' }),
        as({ bounding: '0000000000000400' }),
        as({ noNewPrivileges: !seen.identity.noNewPrivileges }),
        judged({ seccomp: 0 }),
        judged({ interfaces: ['lo', 'eth0'] }),
        judged({ environment: { ...seen.environment, LD_PRELOAD: '/tmp/x.so' } }),
      ];
      expect(otherwise).not.toContain(true);
      expect(String(insideRows('first boot', inside))).toContain('docker run --user 1000:1000');
    },
    limitMs,
  );
});

describe('a container', () => {
  it('is made by flags alone where those are enough, and else behind an entrypoint', () => {
    const facts = identityFacts();
    const plain = planRun(calm, { ...facts, own: { ...facts.own, bounding: '000001ffffffffff' } });
    expect(plain).toMatchObject({
      becomes: undefined,
      started: { user: '1000:1000', capAdd: [], capDrop: [] },
    });
    const ambient = { ...calm, status: { ...calm.status, effective: '0000000000000400' } };
    const behind = planRun(ambient, { ...facts, own: { ...facts.own, bounding: '000001ffffffffff' } });
    expect(behind).toMatchObject({ becomes: { ambient: '0000000000000400' }, started: { user: '0:0' } });
  });

  it('is none for what only a seam can do', () => {
    const damaged: PostureScenario = { ...calm, status: { ...calm.status, written: '\tnone' } };
    expect(whyNoContainer(damaged)).toMatch(/the kernel writes/);
    expect(whyNoContainer({ ...calm, certCache: '/usr/relay' })).toMatch(/its own \/usr/);
    expect(whyNoContainer(calm)).toBeUndefined();
  });
});
