import { type BakedMutant, mutantOf, mutantWith } from '../mutant.ts';
import { type Baked, bake } from '../reference/bake.ts';
import type { Verdict } from '../reference/check.ts';
import { BuildFault } from '../reference/outcome.ts';
import { mayRead, mayTraverse, othersMayWrite } from '../reference/permissions.ts';
import { whoRuns } from '../reference/tree/accounts.ts';
import { entriesOf, type TreeNode } from '../reference/tree/nodes.ts';

function withVerdicts(baked: Baked, change: (verdicts: readonly Verdict[]) => readonly Verdict[]): Baked {
  return { ...baked, verdicts: change(baked.verdicts) };
}

/** What goes wrong when a tree is judged, and when that is told. */
export const checkMutants: readonly BakedMutant[] = [
  mutantWith(
    {
      name: 'checks-as-root',
      story: 'Tries to read as whoever runs the check, who is root in a pipeline: root can read everything.',
      source: 'seed 004: tests on modes that root must skip; access(2) by the real uid',
      caughtBy: ['fine-means-readable'],
      within: 100,
    },
    { mayRead: () => true, mayTraverse: () => true },
  ),
  mutantWith(
    {
      name: 'folders-not-looked-at',
      story: 'Looks at the file only: a folder above it that is shut is not seen.',
      source: 'seed 004, F3: directory traversal; path_resolution(7)',
      caughtBy: ['fine-means-readable'],
      within: 100,
    },
    { mayTraverse: () => true },
  ),
  mutantWith(
    {
      name: 'last-folder-only',
      story: 'Looks at the folder that the file is in, and not at those above it.',
      source: 'path_resolution(7): search permission on each folder of the path',
      caughtBy: ['fine-means-readable'],
      within: 2500,
    },
    {
      mayTraverse: (folder, who) => {
        const entries: unknown = 'entries' in folder ? folder.entries : undefined;
        const holdsFiles =
          entries instanceof Map && [...entries.values()].some((one: TreeNode) => one.kind === 'file');
        return !holdsFiles || mayTraverse(folder, who);
      },
    },
  ),
  mutantWith(
    {
      name: 'reads-folders-by-r',
      story: 'Asks of folders whether they can be read: 0644 passes, and nobody can go through it.',
      source: 'inode(7); seed 004, F3',
      caughtBy: ['fine-means-readable'],
      within: 200,
    },
    { mayTraverse: (folder, who) => mayRead(folder, who) },
  ),
  mutantWith(
    {
      name: 'anybody-reads-is-enough',
      story: 'Takes a file for readable when anybody can read it: 0600 of root passes.',
      source: 'seed 004, F3: 600 root:root',
      caughtBy: ['fine-means-readable'],
      within: 300,
    },
    { mayRead: ({ mode }) => (mode & 0o444) !== 0 },
  ),
  mutantWith(
    {
      name: 'number-has-its-own-group',
      story:
        'Puts a user that is given as a number into the group of the same number, where the engine takes group 0.',
      source: 'Dockerfile reference, USER: without a primary group it runs with the root group',
      caughtBy: ['alarms-are-true'],
      within: 2000,
    },
    {
      whoRuns: (root, text) => {
        const who = whoRuns(root, text);
        return /^\d+$/.test(text) ? { ...who, gid: who.uid } : who;
      },
    },
  ),
  mutantWith(
    {
      name: 'nobody-is-root',
      story: 'Takes a user whom the image does not know for root, who can read everything.',
      source: 'CVE-2021-3560: a look-up that failed was read as uid 0',
      caughtBy: ['refuses-what-can-not-be-built'],
      within: 600,
    },
    {
      whoRuns: (root, text) => {
        try {
          return whoRuns(root, text);
        } catch (error) {
          if (error instanceof BuildFault) return { uid: 0, gid: 0, groups: [] };
          throw error;
        }
      },
    },
  ),
  mutantWith(
    {
      name: 'group-may-write',
      story: 'Minds only what all may write: a file that a group can change passes.',
      source: 'expert: a user given as a number is in group 0',
      caughtBy: ['only-root-writes'],
      within: 2500,
    },
    {
      othersMayWrite: (entry, isFolder) => othersMayWrite({ ...entry, mode: entry.mode & ~0o020 }, isFolder),
    },
  ),
  mutantWith(
    {
      name: 'owner-not-looked-at',
      story: 'Minds write bits only: who owns a file of 0444 gives himself the right to change it.',
      source: 'chmod(2): the owner may change the mode',
      caughtBy: ['only-root-writes'],
      within: 600,
    },
    { othersMayWrite: (entry, isFolder) => othersMayWrite({ ...entry, uid: 0 }, isFolder) },
  ),
  mutantWith(
    {
      name: 'folders-may-be-written',
      story: 'Minds the file only: who can write to its folder puts another file in its place.',
      source: 'rename(2), unlink(2): it is the folder that is written to',
      caughtBy: ['only-root-writes'],
      within: 800,
    },
    { othersMayWrite: (entry, isFolder) => !isFolder && othersMayWrite(entry, isFolder) },
  ),
  mutantOf(
    {
      name: 'missing-is-fine',
      story: 'Has nothing to say against a file that is not there.',
      source: 'expert: find prints nothing and succeeds',
      caughtBy: ['fine-means-readable'],
      within: 100,
    },
    request =>
      withVerdicts(bake(request), verdicts =>
        verdicts.map(one => (one.verdict === 'missing' ? { ...one, verdict: 'fine' } : one)),
      ),
  ),
  mutantOf(
    {
      name: 'blames-the-file',
      story: 'Blames the file where a folder is at fault: its mode is mended, and nothing is better.',
      source: 'expert: EACCES names the whole path',
      caughtBy: ['reason-names-the-place'],
      within: 300,
    },
    request =>
      withVerdicts(bake(request), verdicts =>
        verdicts.map(one => (one.verdict === 'unreadable' ? { ...one, at: one.path } : one)),
      ),
  ),
  mutantOf(
    {
      name: 'counts-instructions',
      story: 'Counts instructions and calls them lines: comments and broken lines put it off.',
      source: 'expert',
      caughtBy: ['reason-names-the-place'],
      within: 600,
    },
    request => {
      const lines = request.dockerfile.split('\n');
      const shift = (line: number): number =>
        lines.slice(0, line).filter(one => one.trim() !== '' && !/^\s*#/.test(one)).length;
      return withVerdicts(bake(request), verdicts =>
        verdicts.map(one => (one.line === null ? one : { ...one, line: shift(one.line) })),
      );
    },
  ),
  mutantOf(
    {
      name: 'first-path-only',
      story: 'Judges the first path of the policy and stops.',
      source: 'expert',
      caughtBy: ['every-path-is-told'],
      within: 50,
    },
    request => withVerdicts(bake(request), verdicts => verdicts.slice(0, 1)),
  ),
  mutantOf(
    {
      name: 'only-warns',
      story: 'Says what is wrong and ends with 0: no pipeline stops.',
      source: 'seed 004, F5: || warn',
      caughtBy: ['exit-status-agrees'],
      within: 50,
    },
    request => {
      const baked = bake(request);
      return baked.exit === 1 ? { ...baked, exit: 0 } : baked;
    },
  ),
  mutantOf(
    {
      name: 'refuses-in-silence',
      story: 'Refuses, and does not say why.',
      source: 'ARCHITECTURE: refusals are never silent',
      caughtBy: ['exit-status-agrees'],
      within: 50,
    },
    request => ({ ...bake(request), complaints: [] }),
  ),
  mutantOf(
    {
      name: 'mends-the-context',
      story:
        'Makes the files of the checkout readable before it builds: the image is right on this machine, and the Dockerfile still wrong.',
      source: 'seed 004, F3: modes belong into the Dockerfile',
      caughtBy: ['only-the-image-changes'],
      within: 100,
    },
    request => {
      for (const [, node] of entriesOf(request.context)) if (node.kind !== 'link') node.mode |= 0o444;
      return bake(request);
    },
  ),
  mutantOf(
    {
      name: 'group-readable-is-an-alarm',
      story:
        'Complains of everything that is not exactly 0644: right images are refused until nobody runs it any more.',
      source: 'expert',
      caughtBy: ['no-false-refusal', 'alarms-are-true'],
      within: 300,
    },
    request =>
      withVerdicts(bake(request), verdicts =>
        verdicts.map(one =>
          /--chmod=(?!644)/.test(request.dockerfile) && one.verdict === 'fine'
            ? { ...one, verdict: 'unreadable' }
            : one,
        ),
      ),
  ),
];
