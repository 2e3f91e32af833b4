import type { ProgramMutant } from '../../harness/target.ts';

type Story = Omit<ProgramMutant, 'name' | 'file' | 'needs'>;

function shell(name: string, story: Story): ProgramMutant {
  return { name, ...story, file: new URL(`./mutants/${name}.sh`, import.meta.url), needs: ['bash', 'jq'] };
}

/** Refreshers as they are written in shells, with one known bug each: the historical ones first. */
export const programMutants: readonly ProgramMutant[] = [
  shell('redirect-truncates', {
    story:
      'jq writes to the target itself: the shell has emptied it before jq finds that the source is half written.',
    source: 'seed 004 F5',
    caughtBy: ['target-is-old-or-complete', 'failure-leaves-the-target'],
    within: 50,
  }),
  shell('sync-or-warn', {
    story:
      'cmd_sync || warn suspends errexit in the whole function: jq fails, and the marker is stamped over nothing.',
    source: 'seed 004 F5; bash(1), set -e',
    caughtBy: ['marker-only-after-success', 'target-is-old-or-complete', 'refuses-what-is-not-one-object'],
    within: 50,
  }),
  shell('or-true', {
    story: '`|| true` after jq: whatever it left is published as the configuration.',
    source: 'seed 004 F5; bash(1), set -e',
    caughtBy: ['refuses-what-is-not-one-object', 'target-is-old-or-complete'],
    within: 50,
  }),
  shell('pipe-status-lost', {
    story: 'jq | cat without pipefail: the status is that of cat, which copied nothing well.',
    source: 'bash(1), pipefail',
    caughtBy: ['refuses-what-is-not-one-object', 'target-is-old-or-complete'],
    within: 50,
  }),
  shell('while-read', {
    story:
      'while read < <(producer) sees the end of the producer and not its status: what came is taken for everything.',
    source: 'seed 004 F4; bash(1), Process Substitution',
    caughtBy: ['refuses-what-is-not-one-object', 'new-content-is-the-source-without-the-keys'],
    within: 100,
  }),
  shell('says-so-first', {
    story: 'The message is printed before the work: a caller reads "refreshed" of a refresh that then fails.',
    source: 'seed 004 F5',
    caughtBy: ['success-marker-and-message-agree', 'failure-is-told'],
    within: 50,
  }),
  shell('touch-before-mv', {
    story:
      'The marker is touched before the rename: who looks in between, or after a kill, takes the old target for new.',
    source: 'seed 004 F5',
    caughtBy: ['marker-only-after-success'],
    within: 50,
  }),
  shell('cp-onto-target', {
    story: 'cp writes into the very file that readers have open, in as many steps as it likes.',
    source: 'rename(2)',
    caughtBy: ['target-is-old-or-complete', 'link-is-never-written-through'],
    within: 50,
  }),
  shell('mktemp-elsewhere', {
    story: 'The temporary file is in TMPDIR, on another file system: mv removes the target and copies.',
    source: 'rename(2), EXDEV',
    caughtBy: ['target-is-old-or-complete', 'mode-is-0644'],
    within: 300,
    needsRoot: true,
  }),
  shell('rm-then-mv', {
    story: 'The target is removed to make way for the new one: for a moment there is none.',
    source: 'rename(2)',
    caughtBy: ['target-is-old-or-complete'],
    within: 100,
  }),
  shell('mv-into-folder', {
    story: 'mv without -T moves the file into a target that is a folder, and says that all is well.',
    source: 'mv(1), -T',
    caughtBy: ['success-means-a-complete-target'],
    within: 600,
  }),
  shell('fixed-tmp-file', {
    story:
      "The temporary file is always called claude.json.tmp: another program's file of that name is lost.",
    source: 'mktemp(1)',
    caughtBy: ['others-are-untouched', 'nothing-is-left-behind'],
    within: 300,
  }),
  shell('redirect-follows-link', {
    story: 'A link that waits at the name of the temporary file chooses which file is written.',
    source: 'CWE-59',
    caughtBy: ['others-are-untouched'],
    within: 300,
  }),
  shell('mode-of-the-umask', {
    story: 'Nobody sets the mode: a umask of 077 locks out the reader in the container.',
    source: 'seed 004 F3, F5',
    caughtBy: ['mode-is-0644'],
    within: 50,
  }),
  shell('mode-of-mktemp', {
    story: 'mktemp makes the file 0600 and nobody changes that: the reader in the container is another user.',
    source: 'mktemp(1); seed 004 F3',
    caughtBy: ['mode-is-0644'],
    within: 50,
  }),
  shell('chmod-after-mv', {
    story:
      'The mode is set after the rename: until then, and after a kill for ever, the reader is locked out.',
    source: 'seed 004 F5',
    caughtBy: ['mode-is-0644'],
    within: 100,
  }),
  shell('marker-emptied-through-link', {
    story:
      'The marker is made by a redirection, which empties whatever a linked marker leads to: the source itself.',
    source: 'CWE-59',
    caughtBy: ['source-is-only-read', 'target-is-old-or-complete'],
    within: 800,
  }),
];
