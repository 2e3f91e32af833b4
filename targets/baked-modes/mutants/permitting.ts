import { type BakedMutant, mutantWith } from '../mutant.ts';
import { way } from '../reference/check.ts';
import { BuildFault } from '../reference/outcome.ts';
import { mayRead, mayTraverse, othersMayWrite } from '../reference/permissions.ts';
import { whoRuns } from '../reference/tree/accounts.ts';
import { locate, type TreeNode } from '../reference/tree/nodes.ts';

/** What goes wrong when it is asked who may do what. */
export const permitMutants: readonly BakedMutant[] = [
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
      within: 200,
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
  mutantWith(
    {
      name: 'group-falls-to-others',
      story: 'Lets a member of the group do what all may: 0604 of his group is called readable.',
      source: 'path_resolution(7), inode(7): the first class that somebody is in decides',
      caughtBy: ['fine-means-readable'],
      within: 1500,
    },
    {
      mayTraverse: (folder, who) =>
        mayTraverse(folder, who) || (who.uid !== folder.uid && (folder.mode & 1) !== 0),
      mayRead: (file, who) => mayRead(file, who) || (who.uid !== file.uid && (file.mode & 4) !== 0),
    },
  ),
  mutantWith(
    {
      name: 'owner-falls-to-others',
      story: 'Lets an owner do what all may: his own 0044 is called readable by him.',
      source: 'path_resolution(7), inode(7): the first class that somebody is in decides',
      caughtBy: ['alarms-are-true'],
      within: 4000,
    },
    {
      mayTraverse: (folder, who) =>
        mayTraverse(folder, who) || (who.uid === folder.uid && (folder.mode & 1) !== 0),
      mayRead: (file, who) => mayRead(file, who) || (who.uid === file.uid && (file.mode & 4) !== 0),
    },
  ),
  mutantWith(
    {
      name: 'further-groups-forgotten',
      story: 'Knows the group of a user and none of those that /etc/group has his name in: a false alarm.',
      source: 'group(5); Dockerfile reference, USER',
      caughtBy: ['alarms-are-true'],
      within: 4000,
    },
    { whoRuns: (root, text) => ({ ...whoRuns(root, text), groups: [] }) },
  ),
  mutantWith(
    {
      name: 'sticky-file-passes',
      story: 'Takes a sticky file for as safe as a sticky folder: everybody can write to it.',
      source: 'inode(7): the sticky bit of a file means nothing',
      caughtBy: ['only-root-writes'],
      within: 3000,
    },
    { othersMayWrite: entry => othersMayWrite(entry, true) },
  ),
  mutantWith(
    {
      name: 'sticky-folder-of-somebody-passes',
      story: 'Takes any sticky folder for safe: its owner can replace what is in it.',
      source: 'inode(7): the owner of a sticky directory may rename and remove in it',
      caughtBy: ['only-root-writes'],
      within: 4500,
    },
    {
      othersMayWrite: (entry, isFolder) =>
        !(isFolder && (entry.mode & 0o1000) !== 0) && othersMayWrite(entry, isFolder),
    },
  ),
  mutantWith(
    {
      name: 'way-to-links-not-looked-at',
      story:
        'Asks where a path leads and looks at the folders there: those on the way to the link may be shut.',
      source: 'path_resolution(7); realpath(1)',
      caughtBy: ['fine-means-readable'],
      within: 2500,
    },
    { way: (root, path) => way(root, `/${locate(root, path, true).names.join('/')}`) },
  ),
];
