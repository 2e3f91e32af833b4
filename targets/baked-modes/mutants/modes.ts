import { type BakedMutant, mutantOf, mutantWith } from '../mutant.ts';
import { bake } from '../reference/bake.ts';
import { copiedMode } from '../reference/copy.ts';
import { changedMode } from '../reference/mode.ts';
import { run } from '../reference/run/run.ts';
import { entriesOf } from '../reference/tree/nodes.ts';

const usual = (kind: string): number => (kind === 'folder' ? 0o755 : 0o644);

/** What goes wrong with modes. */
export const modeMutants: readonly BakedMutant[] = [
  mutantWith(
    {
      name: 'checkout-modes-ignored',
      story:
        'Takes every file for 0644, as git shows it: that the checkout had umask 077 is not seen, and a file that nobody can read is called fine.',
      source: 'seed 004, F3',
      caughtBy: ['fine-means-readable', 'files-have-their-modes'],
      within: 300,
    },
    {
      copiedMode: (node, chmod, parts) =>
        chmod === undefined ? usual(node.kind) : copiedMode(node, chmod, parts),
    },
  ),
  mutantWith(
    {
      name: 'copy-chmod-ignored',
      story: 'Reads over --chmod, as builders did that had no BuildKit: modes are the checkout’s again.',
      source: 'moby/buildkit issue 3602: an option that older builders skip in silence',
      caughtBy: ['umask-does-not-matter', 'files-have-their-modes'],
      within: 100,
    },
    { copiedMode: node => node.mode },
  ),
  mutantWith(
    {
      name: 'created-folders-stay-open',
      story:
        'Believes that folders made on the way are 0755 whatever --chmod says: 0644 on them shuts the policy away, and it is called fine.',
      source: 'seed 004, F3: BuildKit applies --chmod to created directories too; moby/buildkit issue 5943',
      caughtBy: ['fine-means-readable', 'folders-have-their-modes'],
      within: 200,
    },
    { createdFolderMode: () => 0o755 },
  ),
  mutantWith(
    {
      name: 'created-folders-get-a-file-mode',
      story: 'Makes missing folders with the mode of files: nobody can go through them.',
      source: 'seed 004, F3: 644 must never be the directory mode',
      caughtBy: ['folders-have-their-modes'],
      within: 100,
    },
    { createdFolderMode: chmod => (chmod === undefined ? 0o644 : changedMode(chmod, 0o644, false, 0)) },
  ),
  mutantOf(
    {
      name: 'own-umask-applied',
      story:
        "What is pinned is taken less the builder's umask: 0644 becomes 0600 on the machine that is most careful.",
      source: 'seed 004, F3; moby/buildkit issue 6801: dockerd and buildkitd differ by their umasks',
      caughtBy: ['umask-does-not-matter', 'files-have-their-modes'],
      within: 100,
    },
    request => {
      const baked = bake(request);
      if (baked.root === undefined) return baked;
      for (const [, node] of entriesOf(baked.root))
        if (node.kind !== 'link') node.mode &= request.context.mode;
      return baked;
    },
  ),
  mutantOf(
    {
      name: 'one-mode-for-everything',
      story:
        'Ends with a recursive 0644 over everything: the files can be read, if anybody could get to them.',
      source: 'seed 004, F3: BuildKit applies --chmod to directories, where 644 would break traversal',
      caughtBy: ['folders-have-their-modes'],
      within: 100,
    },
    request => {
      const baked = bake(request);
      if (baked.root === undefined) return baked;
      for (const [, node] of entriesOf(baked.root)) if (node.kind !== 'link') node.mode = 0o644;
      return baked;
    },
  ),
  mutantWith(
    {
      name: 'capital-x-always',
      story: 'Reads X as x: every policy file can be executed.',
      source: 'chmod(1): X, execute only if it is a directory or has execute permission already',
      caughtBy: ['files-have-their-modes'],
      within: 200,
    },
    {
      changedMode: (change, before, isFolder, umask) =>
        changedMode(change.replaceAll('X', 'x'), before, isFolder, umask),
    },
  ),
  mutantWith(
    {
      name: 'capital-x-never',
      story: 'Leaves X out: folders that COPY takes along lose what makes them folders.',
      source: 'chmod(1); Dockerfile reference: u=rwX,go=rX sets directories to 755',
      caughtBy: ['folders-have-their-modes'],
      within: 200,
    },
    {
      changedMode: (change, before, isFolder, umask) =>
        changedMode(change.replaceAll('X', ''), before, isFolder, umask),
    },
  ),
  mutantWith(
    {
      name: 'equals-adds',
      story: 'Reads = as +: what was writable stays writable.',
      source: 'chmod(1)',
      caughtBy: ['files-have-their-modes', 'only-root-writes'],
      within: 800,
    },
    {
      changedMode: (change, before, isFolder, umask) =>
        changedMode(change.replaceAll('=', '+'), before, isFolder, umask),
    },
  ),
  mutantWith(
    {
      name: 'from-stage-as-new',
      story:
        'Gives what comes from another stage the usual modes: what was shut there is taken for open here.',
      source: 'moby/buildkit issue 1941: COPY --from keeps modes below the folder that is named',
      caughtBy: ['files-have-their-modes', 'fine-means-readable'],
      within: 1000,
    },
    {
      copiedMode: (node, chmod, parts) =>
        chmod === undefined && node.line !== 0 ? usual(node.kind) : copiedMode(node, chmod, parts),
    },
  ),
  mutantWith(
    {
      name: 'here-document-private',
      story: 'Writes what stands in the Dockerfile as mktemp does, 0600: nobody else can read it.',
      source: 'Dockerfile reference, here-documents; BuildKit makes them with 0644',
      caughtBy: ['files-have-their-modes'],
      within: 300,
    },
    { heredocMode: 0o600 },
  ),
  mutantWith(
    {
      name: 'work-folder-private',
      story: 'Makes the folders of WORKDIR for their owner only.',
      source: 'BuildKit makes them with 0755',
      caughtBy: ['folders-have-their-modes'],
      within: 300,
    },
    { workFolderMode: 0o700 },
  ),
  mutantWith(
    {
      name: 'x-by-owner-only',
      story: 'Asks only whether the owner can execute a file before X is given.',
      source: 'chmod(1): X, where some user has execute permission already',
      caughtBy: ['files-have-their-modes'],
      within: 2500,
    },
    {
      changedMode: (change, before, isFolder, umask) =>
        changedMode(
          isFolder || (before & 0o100) !== 0 ? change : change.replaceAll('X', ''),
          before,
          isFolder,
          umask,
        ),
    },
  ),
  mutantWith(
    {
      name: 'rights-are-the-owners',
      story: 'Reads u=g as u=u: only the rights of the owner are ever taken over.',
      source: 'chmod(1): u, g and o as permissions',
      caughtBy: ['files-have-their-modes', 'folders-have-their-modes'],
      within: 2500,
    },
    {
      changedMode: (change, before, isFolder, umask) =>
        changedMode(change.replace(/=[go]/g, '=u'), before, isFolder, umask),
    },
  ),
  mutantWith(
    {
      name: 'set-gid-of-folders-lost',
      story: 'Takes set-gid from a folder that is given a mode of three digits.',
      source: 'chmod(1): a directory’s set-group-ID bit stays unless it is named',
      caughtBy: ['folders-have-their-modes'],
      within: 3000,
    },
    {
      run: (rest, variables, place) => {
        run(rest, variables, place);
        for (const [, node] of entriesOf(place.root))
          if (node.kind === 'folder' && node.line === place.line) node.mode &= ~0o6000;
      },
    },
  ),
];
