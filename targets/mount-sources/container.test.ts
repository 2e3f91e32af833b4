import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge } from '../../harness/judge/judge.ts';
import { observed, type ProgramSource, type Stage } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { ContainerImplementation } from '../../harness/world/command/container-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { findRelease } from '../../harness/world/compose/find-compose.ts';
import { labelName } from '../../harness/world/engine/containers.ts';
import { whyNoEngine } from '../../harness/world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../harness/world/engine/fixtures/test-engine.ts';
import { command } from './command.ts';
import type { Session } from './container/inside.ts';
import { container } from './container.ts';
import type { Observation } from './observation.ts';
import { playedEngineIsTheRealOne } from './properties/played-engine-is-the-real-one.ts';
import type { Bind, Scenario } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 120_000;
const compose = await findRelease('2.26.1');
const why =
  whyNoEngine() ?? (compose === undefined ? 'needs Compose 2.26.1: scripts/fetch-compose' : undefined);
const skipped = why === undefined ? '' : ` (skipped: ${why})`;
const [calmest, fresh = calmest] = target.scenario.examples;
const shell = fileURLToPath(new URL('mutants/shell/mount-sources.sh', import.meta.url));

/** One long form without a word of who makes the source, one that says that nobody is to. */
function withLongForm(createHostPath: Bind['createHostPath']): Scenario {
  const [file] = fresh.files;
  const [service] = file?.services ?? [];
  const [gitconfig, local] = service?.mounts ?? [];
  if (file === undefined || service === undefined || gitconfig === undefined || local?.kind !== 'bind')
    throw new Error('the second example mounts two sources');
  const mounts = [gitconfig, { ...local, form: 'long' as const, createHostPath }];
  return { ...fresh, files: [{ ...file, services: [{ ...service, mounts }] }] };
}

describe.skipIf(why !== undefined)(`mount-sources in containers${skipped}`, () => {
  let own: TestEngine;
  beforeAll(async () => {
    own = await testEngine();
  }, limitMs);
  afterAll(() => own[Symbol.asyncDispose](), limitMs);

  const settings = () => ({ ...realSettings(), fidelity: 'container' as const, engine: own.engine });

  async function inProcess(name: string, scenario: Scenario) {
    const implementation = [target.reference, ...target.mutants].find(one => one.name === name);
    if (implementation === undefined || container.inProcess === undefined) throw new Error(name);
    await using contained = new ContainerImplementation(implementation, container.inProcess, settings());
    const came = await contained.run(scenario);
    return { came, verdict: judge(target, scenario, came) };
  }

  async function asProgram(source: ProgramSource, scenario: Scenario) {
    const run = (value: Scenario, stage: Stage) => container.run(value, { ...stage, engine: own.engine });
    await using program = new CommandImplementation('program', { ...command, run }, source, settings());
    const came = await program.run(scenario);
    return { came, verdict: judge(target, scenario, came) };
  }

  function sessionOf({ session }: Observation): Extract<Session, { kind: 'composed' }> {
    if (session?.kind !== 'composed') throw new Error(`no session: ${JSON.stringify(session)}`);
    return session;
  }

  it(
    'starts what the reference made room for, and nothing of HOME becomes root’s',
    async () => {
      const { came, verdict } = await inProcess('reference', fresh);
      expect(verdict).toEqual({ kind: 'pass' });
      const { services, before, after } = sessionOf(observed(came));
      const found = { '/root/.gitconfig': 'file', '/root/.local': 'folder' };
      expect(services).toEqual([{ kind: 'started', service: 'agent', found }]);
      expect([...after.keys()]).toEqual([...before.keys()]);
    },
    limitMs,
  );

  it(
    'has the engine make what a program that makes nothing leaves to it: folders of root’s',
    async () => {
      const { came, verdict } = await inProcess('no-pre-creation', fresh);
      const { after, services } = sessionOf(observed(came));
      expect(after.get('home/dev/.gitconfig')).toMatchObject({ kind: 'folder', mode: 0o755, uid: 0, gid: 0 });
      expect(services[0]).toMatchObject({ found: { '/root/.gitconfig': 'folder' } });
      const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
      expect(broken).toContain('nothing-is-left-for-the-daemon');
      expect(broken).not.toContain(playedEngineIsTheRealOne.name);
    },
    limitMs,
  );

  it(
    'sees the set-group-ID bit of the folder above on what the engine makes',
    async () => {
      const scenario: Scenario = { ...fresh, homeMode: 0o777 };
      const tree = [{ kind: 'folder', name: '.local', mode: 0o2755, entries: [] }] as const;
      const [file] = fresh.files;
      const source = { base: 'home', path: ['.local', 'a', 'b'], slash: false } as const;
      const mounts = (file?.services[0]?.mounts ?? [])
        .map(one => (one.kind === 'bind' ? { ...one, source } : one))
        .slice(1);
      const files = [
        { narrowLists: false, comments: false, services: [{ name: 'agent', profiles: null, mounts }] },
      ] as const;
      const { came } = await inProcess('no-pre-creation', { ...scenario, tree, files });
      const { after } = sessionOf(observed(came));
      expect(after.get('home/dev/.local/a/b')).toMatchObject({
        kind: 'folder',
        mode: 0o2755,
        uid: 0,
        gid: 0,
      });
    },
    limitMs,
  );

  it(
    'has the engine refuse, and make nothing, where create_host_path is false or is not there',
    async () => {
      for (const createHostPath of [false, null]) {
        const { came, verdict } = await inProcess('no-pre-creation', withLongForm(createHostPath));
        const { services, before, after } = sessionOf(observed(came));
        expect(services).toMatchObject([{ kind: 'refused', at: 'create' }]);
        expect(JSON.stringify(services)).toContain('/home/dev/.local');
        expect([...after.keys()]).toEqual([...before.keys()]);
        const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
        expect(broken).not.toContain(playedEngineIsTheRealOne.name);
      }
    },
    limitMs,
  );

  it(
    'is told by Compose itself that a file can’t be read',
    async () => {
      const fault = { kind: 'lost-file', nth: 1, how: 'missing' } as const;
      const { came, verdict } = await inProcess('reference', { ...fresh, fault });
      expect(verdict).toEqual({ kind: 'pass' });
      expect(observed(came).session).toMatchObject({ kind: 'not-composed' });
    },
    limitMs,
  );

  it(
    'judges programs too, by the HOME that they leave on disk',
    async () => {
      const source = ownProgram(target, 'reference');
      if (source === undefined) throw new Error('the reference is a program too');
      expect((await asProgram(source, fresh)).verdict).toEqual({ kind: 'pass' });
      const shellSource: ProgramSource = { kind: 'cmd', words: ['/bin/bash', shell] };
      expect((await asProgram(shellSource, fresh)).verdict).toEqual({ kind: 'pass' });
      const { came, verdict } = await asProgram({ kind: 'cmd', words: ['/bin/true'] }, fresh);
      expect(verdict).toMatchObject({ kind: 'violation' });
      expect(sessionOf(observed(came)).after.get('home/dev/.local')).toMatchObject({ uid: 0 });
    },
    limitMs,
  );

  it(
    'leaves nothing on the engine',
    async () => {
      await inProcess('reference', fresh);
      const query = { all: true, filters: JSON.stringify({ label: [labelName] }) };
      expect(await own.client.get({ path: '/containers/json', query })).toEqual([]);
    },
    limitMs,
  );

  it(
    'compares: an engine that did otherwise than it was played to is a violation',
    async () => {
      const observation = observed((await inProcess('no-pre-creation', fresh)).came);
      const session = sessionOf(observation);
      const check = (changed: Partial<typeof session>) =>
        playedEngineIsTheRealOne.check(fresh, { ...observation, session: { ...session, ...changed } });
      expect(check({})).toEqual({ holds: true });
      const made = session.after.get('home/dev/.local');
      if (made === undefined) throw new Error('nothing was made');
      const without = new Map([...session.after].filter(([path]) => path !== 'home/dev/.local'));
      expect(check({ after: without })).toMatchObject({ holds: false });
      const users = new Map(session.after).set('home/dev/.local', { ...made, uid: 1000 });
      expect(check({ after: users })).toMatchObject({ holds: false });
      const more = new Map(session.after).set('home/dev/more', made);
      expect(check({ after: more })).toMatchObject({ holds: false });
      expect(check({ bound: session.bound.slice(1) })).toMatchObject({ holds: false });
      const refused = [{ kind: 'refused', service: 'agent', at: 'start', reason: 'no' }] as const;
      expect(check({ services: refused })).toMatchObject({ holds: false });
    },
    limitMs,
  );

  it('rejects by name what can’t be compared', async () => {
    const fault = { kind: 'lost-file', nth: 1, how: 'closed' } as const;
    expect((await inProcess('reference', { ...fresh, fault })).verdict).toMatchObject({ kind: 'rejected' });
  });
});
