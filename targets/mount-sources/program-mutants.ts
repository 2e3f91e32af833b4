import type { ProgramMutant } from '../../harness/target.ts';

type Story = Omit<ProgramMutant, 'name' | 'file' | 'needs'>;

function shell(name: string, story: Story): ProgramMutant {
  const file = new URL(`./mutants/shell/${name}.sh`, import.meta.url);
  return { name: `sh-${name}`, ...story, file, needs: ['bash'] };
}

/** Programs in shell with one known bug each: the historical ones first. */
export const programMutants: readonly ProgramMutant[] = [
  shell('nothing-made', {
    story: 'Makes nothing before the daemon: on a fresh HOME ~/.gitconfig becomes a folder of root’s.',
    source: 'seed 004 F6',
    caughtBy: ['nothing-is-left-for-the-daemon'],
    within: 20,
  }),
  shell('list-by-hand', {
    story:
      'Makes ~/.gitconfig and ~/.local, whatever the files mount: the fix of the seed, which knows two sources.',
    source: 'seed 004 F6: ensure_runtime_dirs',
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 60,
  }),
  shell('mkdir-p-everything', {
    story: 'Makes a folder of every source, as the daemon does: ~/.gitconfig is one, if the user’s own.',
    source: 'seed 004 F6',
    caughtBy: ['sources-have-the-right-kind'],
    within: 60,
  }),
  shell('touches-existing', {
    story: 'Touches a file without a look at whether it is there: it seems to have changed.',
    source: 'seed 004 F6; touch(1)',
    caughtBy: ['existing-attributes-stay'],
    within: 150,
  }),
  shell('redirects-into-existing', {
    story:
      'Makes a file by a redirection, with no look at whether it is there: the user’s own is empty then.',
    source: 'bash(1), Redirections',
    caughtBy: ['existing-content-stays'],
    within: 150,
  }),
  shell('test-e-then-touch', {
    story:
      'Asks test -e and then touches: a dangling link is not there to the one, and followed by the other.',
    source: 'test(1), touch(1)',
    caughtBy: ['dangling-link-is-not-filled'],
    within: 1000,
  }),
  shell('mkdir-p-through-links', {
    story: 'Makes folders by mkdir -p, which follows every link, also out of HOME.',
    source: 'path_resolution(7)',
    caughtBy: ['nothing-outside-home'],
    within: 1000,
  }),
  shell('or-warn', {
    story: 'Warns of what can’t be made and exits with 0: the session starts, and the daemon makes it.',
    source: 'seed 004 F1, F5: `|| warn`',
    caughtBy: ['nothing-is-left-for-the-daemon', 'sources-have-the-right-kind'],
    within: 60,
  }),
  shell('errexit', {
    story: 'Ends at the first source that can’t be made, as set -e does: the others are left to the daemon.',
    source: 'seed 004 F1; bash(1), set -e',
    caughtBy: ['what-can-be-made-is-made', 'errors-name-each-wrong-path'],
    within: 200,
  }),
  shell('install-d', {
    story:
      'Makes folders by install -d, which sets the mode of those that are there: a closed ~/.ssh is open.',
    source: 'install(1)',
    caughtBy: ['existing-attributes-stay'],
    within: 1000,
  }),
  shell('moves-out-of-the-way', {
    story: 'Removes a file that is in a folder’s place.',
    source: 'expert: rm -f && mkdir',
    caughtBy: ['existing-content-stays'],
    within: 300,
  }),
  shell('profiles-not-read', {
    story: 'Makes what services behind profiles mount: features that look for their folder are on.',
    source: 'seed 004 F6: feature-gated on existence',
    caughtBy: ['gated-is-not-made'],
    within: 60,
  }),
  shell('plain-mkdir', {
    story: 'Makes folders by mkdir without -p: one that is there is an error.',
    source: 'mkdir(2): EEXIST',
    caughtBy: ['no-false-refusal', 'twice-is-once'],
    within: 60,
  }),
  shell('umask-forgotten', {
    story: 'Makes files and folders with what the umask leaves of 0666 and 0777.',
    source: 'mkdir(1), touch(1)',
    caughtBy: ['new-entries-are-plain'],
    within: 200,
  }),
];
