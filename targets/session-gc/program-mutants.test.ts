import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judge } from '../../harness/judge/judge.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { keptScenario } from './fixtures/kept-cases.ts';
import { programMutants } from './program-mutants.ts';
import { target } from './target.ts';

const limitMs = 60_000;
const settings = realSettings({ containment: 'off' });

/** A case of the corpus on which each mutant shows its bug. Drawing alone kills them too: `seatrial mutants`. */
const cases: Readonly<Record<string, string>> = {
  'names-or-true': 'daemon-down',
  'rm-under-errexit': 'one-folder-can-not-be-removed',
  'pipe-loses-status': 'all-the-names-then-an-error',
  'read-from-producer': 'half-the-names-then-a-signal',
  'read-loses-last': 'last-name-without-line-end',
  'quiet-grep-under-pipefail': 'a-busy-machine',
  'errors-among-names': 'a-complaint-without-line-end',
  'lists-before-it-looks': 'session-starts-while-listed',
  'id-is-a-substring': 'names-of-other-programs',
  'no-shell-form': 'shell-container-only',
  'glob-is-too-wide': 'names-nearly-right',
  'glob-has-no-end': 'names-nearly-right',
  'slash-follows-link': 'session-is-a-link',
  'find-follows-links': 'links-in-a-session',
  'xargs-splits-names': 'names-with-line-breaks-and-spaces',
  'words-without-quotes': 'home-with-a-space',
  'cd-home-or-stay': 'home-not-set',
  'rm-or-true': 'home-is-closed',
  'siblings-left': 'many-orphans-twice',
  'running-containers-only': 'nothing-runs',
  'waits-without-limit': 'daemon-hangs',
  'moved-aside-first': 'one-folder-can-not-be-removed',
  'marks-then-removes': 'many-orphans-twice',
  'outage-is-an-error': 'daemon-down',
  'skips-in-silence': 'daemon-down',
};
/** Cases with a file that nobody may remove: only root makes one. */
const forRoot = new Set(['one-folder-can-not-be-removed']);

describe('every shell mutant is killed as a program by the property that it names first', () => {
  it('on a case that is named here', () => {
    expect(Object.keys(cases)).toEqual(programMutants.map(({ name }) => name));
  });

  for (const { name, file, caughtBy } of programMutants) {
    const kept = cases[name] ?? '';
    const lacking = forRoot.has(kept) && process.geteuid?.() !== 0;
    it.skipIf(lacking)(
      `${name}${lacking ? ' (skipped: only root makes files immutable)' : ''}`,
      async () => {
        const words = ['/bin/bash', fileURLToPath(file)] as const;
        await using program = new CommandImplementation(name, command, { kind: 'cmd', words }, settings);
        const scenario = keptScenario(kept);
        const verdict = judge(target, scenario, await program.run(scenario));
        expect(verdict).toMatchObject({ kind: 'violation' });
        const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
        expect(broken).toContain(caughtBy[0]);
      },
      limitMs,
    );
  }
});
