import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge } from '../../harness/judge/judge.ts';
import type { Verdict } from '../../harness/judge/verdict.ts';
import { observed, type ProgramSource, type Stage, Unobserved } from '../../harness/stage.ts';
import type { AnyTarget } from '../../harness/target.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { keptNames, keptScenario } from './fixtures/kept-cases.ts';
import { folderOf } from './layout.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 60_000;
const isRoot = process.geteuid?.() === 0;
const unlessRoot = isRoot ? '' : ' (skipped: only root gives files away, mounts, and makes files immutable)';
const contract = fs.readFileSync(fileURLToPath(new URL('./CONTRACT.md', import.meta.url)), 'utf8');
const [, example = ''] = /^```bash\n(.*?)^```$/ms.exec(contract) ?? [];
const [calmest] = target.scenario.examples;

let folder: Awaited<ReturnType<typeof dir>>;

/** A shell program, as a program under test is started. */
function shell(text: string): ProgramSource {
  const path = join(folder.path, `program-${fs.readdirSync(folder.path).length}`);
  fs.writeFileSync(path, text, { mode: 0o644 });
  return { kind: 'cmd', words: ['/bin/bash', path] };
}

function reference(): ProgramSource {
  const program = ownProgram(target as unknown as AnyTarget, 'reference');
  if (program === undefined) throw new Error('the reference is a program');
  return program;
}

beforeAll(async () => {
  folder = await dir({ unsafeCleanup: true });
  fs.chmodSync(folder.path, 0o755);
});
afterAll(() => folder.cleanup());

async function observe(
  scenario: Scenario,
  program: ProgramSource,
  alter: (stage: Stage) => Stage = stage => stage,
): Promise<{ readonly came: Observation | Unobserved; readonly verdict: Verdict }> {
  const settings = realSettings({ containment: 'off' });
  await using implementation = new CommandImplementation('program', command, program, settings);
  const came = await implementation.onStage(stage => command.run(scenario, alter(stage)));
  return { came, verdict: judge(target, scenario, came) };
}

function holding(...entries: Scenario['home']['entries']): Scenario {
  const [answer] = calmest.docker.calls;
  return {
    ...calmest,
    home: { ...calmest.home, entries },
    docker: { ...calmest.docker, calls: [{ ...answer, names: [] }] },
  };
}

function session(...entries: Scenario['home']['entries']): Scenario['home']['entries'][number] {
  return { kind: 'folder', name: folderOf('beef'), entries };
}

describe('cases of the corpus, for real', () => {
  const cases = keptNames().filter(name => name !== 'daemon-hangs');

  it(
    'are held by the shell program of the contract',
    async () => {
      const program = shell(example);
      for (const name of cases) {
        const { verdict } = await observe(keptScenario(name), program);
        if (verdict.kind !== 'rejected' || isRoot) expect(verdict, name).toEqual({ kind: 'pass' });
      }
    },
    limitMs,
  );

  it.each(['daemon-down', 'daemon-hangs', 'session-starts-over-an-orphan', 'links-in-a-session'])(
    'are held by the reference as a program: %s',
    async name => {
      const scenario = keptScenario(name);
      const { came, verdict } = await observe(scenario, reference());
      expect(verdict).toEqual({ kind: 'pass' });
      const { end } = scenario.docker.calls[0];
      expect(observed(came).first.listings[0]).toMatchObject({ end });
    },
    limitMs,
  );
});

describe('what a program under test is given', () => {
  it('is its environment and nothing else, in the project folder', async () => {
    const told = shell('echo "$HOME|$DOCKER|${TMPDIR:-}|$#|$PWD" >&2; [ $# = 0 ] && cat\n');
    const { came } = await observe({ ...calmest, home: { ...calmest.home, name: "it's * [x]" } }, told);
    expect(observed(came).first.err).toEqual([
      "/world/home/it's * [x]|/world/tools/docker|/world/tmp|0|/world/project",
    ]);
  });

  it('lacks a home or a docker where the scenario says so', async () => {
    const told = shell('echo "${HOME-none}|${DOCKER-none}" >&2\n');
    const lacking = (home: Scenario['home']['is'], docker: Scenario['docker']['is']): Scenario => ({
      ...calmest,
      home: { ...calmest.home, is: home },
      docker: { ...calmest.docker, is: docker },
    });
    expect(observed((await observe(lacking('unset', 'unset'), told)).came).first.err).toEqual(['none|none']);
    expect(observed((await observe(lacking('empty', 'empty'), told)).came).first.err).toEqual(['|']);
  });

  it('is a home in which a session starts while names are listed', async () => {
    const { came } = await observe(
      keptScenario('session-starts-while-listed'),
      shell('"$DOCKER" ps >/dev/null; ls -a "$HOME" >&2\n'),
    );
    const { first } = observed(came);
    expect(first.listings).toMatchObject([{ arguments: ['ps'], started: ['57a0'] }]);
    expect(first.listings[0]?.present?.has(folderOf('57a0'))).toBe(false);
    expect(first.err).toContain(folderOf('57a0'));
  });
});

describe('what proves nothing', () => {
  it('is a failing docker that nobody asked, where nothing is wrong otherwise', async () => {
    const nobody: Scenario = { ...keptScenario('daemon-down'), home: { ...calmest.home, entries: [] } };
    expect((await observe(nobody, shell('exit 0\n'))).verdict).toMatchObject({ kind: 'rejected' });
  });

  it.skipIf(!isRoot)(`is a home that only root can build${unlessRoot}`, async () => {
    const unprivileged = (stage: Stage): Stage => ({ ...stage, privileged: false });
    const { came } = await observe(keptScenario('mount-in-a-session'), shell('exit 0\n'), unprivileged);
    expect(came).toBeInstanceOf(Unobserved);
  });

  it('is a session that could not start: that is a fault of the harness', async () => {
    const spoils = shell('rm -rf ../../prepared/.[!.]*; "$DOCKER" ps -a --format "{{.Names}}"\n');
    await expect(observe(keptScenario('session-starts-while-listed'), spoils)).rejects.toThrow(
      'could not start',
    );
  });
});

describe.skipIf(!isRoot)(`what can not be removed${unlessRoot}`, () => {
  const stuck: readonly (readonly [string, Scenario['home']['entries'][number]])[] = [
    ['immutable', session({ kind: 'file', name: 'a', content: '', immutable: true })],
    [
      "somebody else's",
      session({ kind: 'folder', name: 'a', uid: 0, entries: [{ kind: 'file', name: 'b', content: '' }] }),
    ],
    ['mounted', session({ kind: 'folder', name: 'a', entries: [], mountBytes: 4096 })],
  ];

  it.each(stuck)(
    'stays, and is told: it is %s',
    async (_what, entry) => {
      const scenario = holding(entry);
      const { came, verdict } = await observe(scenario, shell(example));
      expect(verdict).toEqual({ kind: 'pass' });
      const { first } = observed(came);
      expect(first.after.has(`home/dev/${folderOf('beef')}`)).toBe(true);
      expect(first.err).not.toEqual([]);
      const silent = await observe(
        scenario,
        shell(example.replaceAll('>&2', '>/dev/null').replace('rm -rf', '2>/dev/null rm -rf')),
      );
      expect(silent.verdict).toMatchObject({ violations: [{ property: 'what-stays-is-told' }] });
    },
    limitMs,
  );
});

describe('a program that', () => {
  it.each([
    ['does nothing', 'exit 0', 'no-false-refusal'],
    ['fails', 'exit 3', 'always-succeeds'],
    ['is killed', 'kill -KILL $$', 'always-succeeds'],
    ['removes everything', 'rm -rf "$HOME"/.claude-container-*', 'outage-removes-nothing'],
    ['writes beside the home', '>../elsewhere/new', 'nothing-outside-home-changes'],
    ['writes into the home', '>"$HOME/new"', 'others-in-home-stay'],
  ])('%s is told from a sweep', async (_what, text, property) => {
    const { verdict } = await observe(calmest, shell(`${text}\n`));
    if (verdict.kind !== 'violation') throw new Error(`it came to ${verdict.kind}`);
    expect(verdict.violations.map(violation => violation.property)).toContain(property);
  });
});
