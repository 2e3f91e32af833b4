import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge } from '../../harness/judge/judge.ts';
import { observed, type ProgramSource } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { realHome } from './places.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';
import { userUid } from './world-before.ts';

const limitMs = 120_000;
const isRoot = process.geteuid?.() === 0;
const unlessRoot = isRoot ? '' : ' (skipped: only root mounts and gives away)';
const [calmest, fresh = calmest] = target.scenario.examples;
const shell = fileURLToPath(new URL('mutants/shell/mount-sources.sh', import.meta.url));
const wellBehaved: ProgramSource = { kind: 'cmd', words: ['/bin/bash', shell] };

function run(words: string): ProgramSource {
  return { kind: 'cmd', words: ['/bin/bash', '-c', words] };
}

async function observe(scenario: Scenario, source: ProgramSource) {
  await using program = new CommandImplementation('program', command, source, realSettings());
  const came = await program.run(scenario);
  return { came, verdict: judge(target, scenario, came) };
}

describe('the reference as a program', () => {
  it(
    'comes to the same as in memory, example by example',
    async () => {
      const source = ownProgram(target, 'reference') ?? wellBehaved;
      await using program = new CommandImplementation('reference', command, source, realSettings());
      for (const scenario of target.scenario.examples) {
        const came = await program.run(scenario);
        const verdict = judge(target, scenario, came);
        if (verdict.kind === 'rejected') continue;
        expect(verdict, JSON.stringify(scenario)).toEqual({ kind: 'pass' });
        const { first, before, after } = observed(came);
        const model = observed(await target.reference.run(scenario));
        expect(first).toEqual({ status: model.first.status, said: expect.any(String) });
        const made = (from: typeof before, to: typeof after) =>
          [...to.keys()].filter(path => !from.has(path)).sort();
        expect(made(before, after)).toEqual(made(model.before, model.after));
      }
    },
    limitMs,
  );
});

describe('a program in a real world', () => {
  it('makes what is missing as the user that HOME belongs to', async () => {
    const { came, verdict } = await observe(fresh, wellBehaved);
    expect(verdict).toEqual({ kind: 'pass' });
    const { after, uid } = observed(came);
    expect(uid).toBe(isRoot ? userUid : process.geteuid?.());
    expect(after.get('home/dev/.gitconfig')).toMatchObject({ kind: 'file', mode: 0o644, uid });
    expect(after.get('home/dev/.local')).toMatchObject({ kind: 'folder', mode: 0o755, uid });
  });

  it.skipIf(!isRoot)(`meets a read-only HOME, and names what is missing${unlessRoot}`, async () => {
    const { came, verdict } = await observe({ ...fresh, fault: { kind: 'read-only-home' } }, wellBehaved);
    expect(verdict).toEqual({ kind: 'pass' });
    const { faults, first } = observed(came);
    expect(faults).toMatchObject([{ outcome: 'fired' }]);
    expect(first.said).toContain(`${realHome}/.gitconfig`);
    expect(first.said).toContain(`${realHome}/.local`);
  });

  it.skipIf(!isRoot)(`meets a full disk after as many entries as it has room for${unlessRoot}`, async () => {
    for (const room of [0, 1, 2]) {
      const scenario: Scenario = { ...fresh, fault: { kind: 'full-disk', room } };
      const { came, verdict } = await observe(scenario, wellBehaved);
      const { before, after, faults } = observed(came);
      expect(after.size - before.size).toBe(room);
      expect(faults).toMatchObject([{ outcome: room === 2 ? 'unreached' : 'fired' }]);
      expect(verdict.kind).toBe(room === 2 ? 'rejected' : 'pass');
    }
  });

  it.skipIf(!isRoot)(`finds what is somebody else’s closed${unlessRoot}`, async () => {
    const roots = { kind: 'folder', name: '.local', entries: [], mode: 0o700, uid: 0 } as const;
    const { came } = await observe({ ...fresh, tree: [roots] }, run('mkdir "$HOME/.local/x"'));
    expect(observed(came).after.has('home/dev/.local/x')).toBe(false);
    expect(observed(came).first.said).toContain('Permission denied');
  });

  it('is run under the scenario’s umask', async () => {
    const words = 'mkdir -p "$HOME/.local"; touch "$HOME/.gitconfig"';
    const { came } = await observe({ ...fresh, umask: 0o027 }, run(words));
    const { after } = observed(came);
    expect(after.get('home/dev/.local')).toMatchObject({ mode: 0o750 });
    expect(after.get('home/dev/.gitconfig')).toMatchObject({ mode: 0o640 });
  });

  it('is judged by what it leaves to the daemon', async () => {
    const { verdict } = await observe(fresh, run('exit 0'));
    expect(verdict).toMatchObject({ kind: 'violation' });
    expect(JSON.stringify(verdict)).toContain('nothing-is-left-for-the-daemon');
  });

  it('is judged by what it makes through a link that leads out', async () => {
    const tree = [{ kind: 'link', name: '.local', to: '/outside/gone' }] as const;
    const { verdict } = await observe(
      { ...fresh, tree },
      run('mkdir -p "$(readlink "$HOME/.local")"; exit 1'),
    );
    const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
    expect(broken).toContain('nothing-outside-home');
    expect(broken).toContain('dangling-link-is-not-filled');
  });

  it('is judged by what it touches', async () => {
    const { verdict } = await observe(calmest, run('touch "$HOME/.gitconfig"'));
    const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
    expect(broken).toEqual(['existing-attributes-stay', 'twice-is-once']);
  });

  it('is a crash where a signal ends it', async () => {
    const { verdict } = await observe(calmest, run('kill -SEGV $$'));
    expect(verdict).toMatchObject({ kind: 'crash', signature: 'ended by SIGSEGV' });
  });

  it('is not run where only memory can make a call fail', async () => {
    const fault = { kind: 'call', operation: 'mkdir', nth: 1, code: 'EIO' } as const;
    const { verdict } = await observe({ ...fresh, fault }, wellBehaved);
    expect(verdict).toMatchObject({ kind: 'rejected' });
  });
});
