import type { ProgramMutant } from '../../harness/target.ts';

type Story = Omit<ProgramMutant, 'name' | 'file' | 'needs'>;

function shell(name: string, story: Story): ProgramMutant {
  return { name, ...story, file: new URL(`./mutants/${name}.sh`, import.meta.url), needs: ['bash'] };
}

/** Sweeps as they are written in shells, with one known bug each: the historical ones first. */
export const programMutants: readonly ProgramMutant[] = [
  shell('names-or-true', {
    story:
      '`names=$(docker ps …) || true`: an outage is read as a machine on which nothing runs, and every folder goes.',
    source: 'seed 004 F1',
    caughtBy: ['outage-removes-nothing'],
    within: 60,
  }),
  shell('rm-under-errexit', {
    story:
      'rm is not guarded under errexit: one folder that stays ends the sweep, and every start behind it.',
    source: 'seed 004 F2',
    caughtBy: ['always-succeeds'],
    within: 150,
  }),
  shell('pipe-loses-status', {
    story: 'The status of docker ps | tr is that of tr: a daemon that is down lists nobody.',
    source: 'bash(1), pipefail',
    caughtBy: ['outage-removes-nothing'],
    within: 60,
  }),
  shell('read-from-producer', {
    story: 'while read < <(docker ps) sees the end of docker and not its status.',
    source: 'seed 004 F4; bash(1), Process Substitution',
    caughtBy: ['outage-removes-nothing'],
    within: 60,
  }),
  shell('read-loses-last', {
    story: 'while read does not go round for a last line without a line end: that session loses its folder.',
    source: 'bash(1), read',
    caughtBy: ['live-sessions-survive'],
    within: 400,
  }),
  shell('quiet-grep-under-pipefail', {
    story:
      'printf | grep -q under pipefail: grep stops at the name that it finds, printf dies of that, and the session counts as gone.',
    source: 'bash(1), pipefail; grep(1), -q',
    caughtBy: ['live-sessions-survive'],
    within: 800,
  }),
  shell('errors-among-names', {
    story: 'docker ps 2>&1: a complaint without a line end swallows the name behind it.',
    source: 'bash(1), REDIRECTION',
    caughtBy: ['live-sessions-survive'],
    within: 800,
  }),
  shell('lists-before-it-looks', {
    story:
      'The names are listed before the folders are looked at: a session that starts in between is in no list.',
    source: 'seed 004 F1; CWE-367',
    caughtBy: ['sessions-that-start-survive'],
    within: 300,
  }),
  shell('id-is-a-substring', {
    story: 'grep finds an id anywhere in any name: drydock-9f3a-web keeps session 9f3a for ever.',
    source: 'seed 004 F1',
    caughtBy: ['no-false-refusal', 'orphans-are-removed'],
    within: 80,
  }),
  shell('no-shell-form', {
    story:
      'Names that end in -shell are not known: a session that has its shell container left loses its folder.',
    source: 'seed 004 F1',
    caughtBy: ['live-sessions-survive'],
    within: 100,
  }),
  shell('glob-is-too-wide', {
    story: 'Four characters of any kind make a session: `????`.',
    source: 'bash(1), Pattern Matching',
    caughtBy: ['others-in-home-stay'],
    within: 400,
  }),
  shell('glob-has-no-end', {
    story: 'The pattern ends with a star: backups and longer names are swept with the rest.',
    source: 'bash(1), Pattern Matching',
    caughtBy: ['others-in-home-stay'],
    within: 300,
  }),
  shell('slash-follows-link', {
    story: 'A slash behind a link leads to what is behind it, which is emptied.',
    source: 'CWE-59; rm(1)',
    caughtBy: ['nothing-outside-home-changes'],
    within: 400,
  }),
  shell('find-follows-links', {
    story: 'find -L goes into what the links of a session lead to, and deletes there.',
    source: 'find(1), -L',
    caughtBy: ['nothing-outside-home-changes'],
    within: 300,
  }),
  shell('xargs-splits-names', {
    story: 'xargs takes a name with a space in it for two, and removes what is called like the second.',
    source: 'xargs(1); CWE-88',
    caughtBy: ['others-in-home-stay'],
    within: 300,
  }),
  shell('words-without-quotes', {
    story: 'Expansions without quotes: a home or a docker with a space in its path is two words.',
    source: 'CWE-88',
    caughtBy: ['no-false-refusal', 'outage-removes-nothing'],
    within: 150,
  }),
  shell('cd-home-or-stay', {
    story: 'cd without a home stays where one stands, and the sweep is done in the project.',
    source: 'bash(1), cd',
    caughtBy: ['nothing-outside-home-changes'],
    within: 400,
  }),
  shell('rm-or-true', {
    story: '`rm -rf … || true`: what could not be removed is not told.',
    source: 'seed 004 F2',
    caughtBy: ['what-stays-is-told'],
    within: 200,
  }),
  shell('siblings-left', {
    story: 'The folder goes, and its .json is forgotten.',
    source: 'seed 004 F1',
    caughtBy: ['sibling-goes-with-its-folder'],
    within: 100,
  }),
  shell('running-containers-only', {
    story: 'docker ps without -a: a session whose container is stopped loses its folder.',
    source: 'docker-ps(1)',
    caughtBy: ['asks-for-all-containers'],
    within: 20,
  }),
  shell('waits-without-limit', {
    story: 'docker ps is given all the time there is, and a daemon that hangs takes it.',
    source: 'expert',
    caughtBy: ['always-succeeds'],
    within: 4000,
  }),
  shell('moved-aside-first', {
    story:
      'The folder is moved aside before it is removed: what can not be removed stays under a name that nobody knows.',
    source: 'expert',
    caughtBy: ['others-in-home-stay'],
    within: 200,
  }),
  shell('marks-then-removes', {
    story:
      'A folder is marked at one sweep and removed at the next: a month of folders waits for the next start.',
    source: 'expert',
    caughtBy: ['orphans-are-removed', 'twice-is-once'],
    within: 40,
  }),
  shell('outage-is-an-error', {
    story: 'A daemon that is down is an error of the sweep: nobody starts anything, the daemon neither.',
    source: 'seed 004 F2',
    caughtBy: ['always-succeeds'],
    within: 60,
  }),
  shell('skips-in-silence', {
    story: 'A daemon that is down skips the sweep, and nobody is told.',
    source: 'seed 004 F1',
    caughtBy: ['skipped-sweep-is-told'],
    within: 60,
  }),
];
