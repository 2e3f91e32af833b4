import { type BakedMutant, mutantWith } from '../mutant.ts';
import { sourcesOf } from '../reference/copy.ts';
import { matches } from '../reference/glob.ts';
import { ignoreRules, isIgnored } from '../reference/ignore.ts';
import { BuildFault } from '../reference/outcome.ts';
import { locate, rootOwner } from '../reference/tree/nodes.ts';

/** What goes wrong about which files land, and whose they are. */
export const copyMutants: readonly BakedMutant[] = [
  mutantWith(
    {
      name: 'exceptions-lost',
      story:
        'Reads a line of .dockerignore that begins with ! as any other: the policy that was let in again stays out.',
      source: 'Dockerfile reference, .dockerignore',
      caughtBy: ['files-are-there'],
      within: 600,
    },
    {
      isIgnored: (rules, path) =>
        isIgnored(
          rules.map(rule => ({ ...rule, isException: false })),
          path,
        ),
    },
  ),
  mutantWith(
    {
      name: 'ignore-file-not-read',
      story: 'Does not know .dockerignore: a policy that never gets into the image is called fine.',
      source: 'Dockerfile reference, .dockerignore',
      caughtBy: ['fine-means-readable', 'files-are-there'],
      within: 800,
    },
    { ignoreRules: () => [] },
  ),
  mutantWith(
    {
      name: 'first-rule-decides',
      story: 'Lets the first line of .dockerignore decide that matches, where the last one does.',
      source: 'Dockerfile reference, .dockerignore: the last line that matches',
      caughtBy: ['files-are-there'],
      within: 2500,
    },
    { ignoreRules: text => ignoreRules(text).toReversed() },
  ),
  mutantWith(
    {
      name: 'wildcard-skips-dot-files',
      story: 'Lets * pass over names that begin with a dot, as a shell does: a hidden policy is missing.',
      source: "Go's path/filepath Match, which knows no hidden files",
      caughtBy: ['files-are-there'],
      within: 800,
    },
    {
      matches: (pattern, path) =>
        matches(pattern, path) && (!/(^|\/)\./.test(path) || /(^|\/)\\?\./.test(pattern)),
    },
  ),
  mutantWith(
    {
      name: 'wildcard-goes-deep',
      story: 'Lets * stand for slashes too: files of folders further down land beside the policy.',
      source: "Go's path/filepath Match: any sequence of non-separator characters",
      caughtBy: ['files-are-there'],
      within: 400,
    },
    { matches: (pattern, path) => matches(pattern, path.replaceAll('/', '')) || matches(pattern, path) },
  ),
  mutantWith(
    {
      name: 'missing-source-skipped',
      story: 'Goes on when a source is not there: the image has no policy, and the build no fault.',
      source: 'expert; cp with || true',
      caughtBy: ['refuses-what-can-not-be-built'],
      within: 200,
    },
    {
      sourcesOf: (from, source, parts) =>
        sourcesOf(from, source, parts).filter(path => {
          try {
            return locate(from, path, true).node !== undefined;
          } catch (error) {
            if (error instanceof BuildFault) return false;
            throw error;
          }
        }),
    },
  ),
  mutantWith(
    {
      name: 'owner-of-the-checkout',
      story:
        'Keeps the owner that files have on the builder’s machine: whoever has that number in the container can change them.',
      source: 'Dockerfile reference: new files have UID and GID 0 without --chown',
      caughtBy: ['owners-are-as-told'],
      within: 50,
    },
    { copiedOwner: (node, { chown }) => chown ?? node },
  ),
  mutantWith(
    {
      name: 'from-stage-is-roots',
      story:
        'Gives everything that comes from another stage to root: what others can change there is taken for safe here.',
      source: 'containers/buildah pull request 5597: COPY --from keeps owners',
      caughtBy: ['owners-are-as-told'],
      within: 2500,
    },
    { copiedOwner: (_, { chown }) => chown ?? rootOwner },
  ),
  mutantWith(
    {
      name: 'created-folders-are-roots',
      story:
        'Leaves folders made on the way to root although --chown says otherwise: who may replace the policy is not seen.',
      source: 'moby/moby issue 35783: COPY --chown does not change the owner of all created directories',
      caughtBy: ['owners-are-as-told', 'only-root-writes'],
      within: 400,
    },
    { createdFolderOwner: () => rootOwner },
  ),
  mutantWith(
    {
      name: 'first-stage-is-the-image',
      story: 'Looks at the first stage: what is built there and never shipped is what is checked.',
      source: 'Dockerfile reference, multi-stage builds: the last stage is the image',
      caughtBy: ['files-are-there', 'fine-means-readable'],
      within: 100,
    },
    { lastStage: stages => stages[0] },
  ),
  mutantWith(
    {
      name: 'double-star-needs-a-folder',
      story: 'Reads ** of .dockerignore as one folder: what lies at the top is not kept out.',
      source: 'Dockerfile reference, .dockerignore: ** is any number of directories, zero too',
      caughtBy: ['files-are-there', 'refuses-what-can-not-be-built'],
      within: 2000,
    },
    {
      isIgnored: (rules, path) =>
        isIgnored(
          rules.map(rule => ({ ...rule, pattern: rule.pattern.replace(/^\*\*\//, '*/**/') })),
          path,
        ),
    },
  ),
  mutantWith(
    {
      name: 'question-mark-is-optional',
      story: 'Lets ? stand for nothing too, as in other patterns.',
      source: "Go's path/filepath Match: any single non-separator character",
      caughtBy: ['files-are-there'],
      within: 2500,
    },
    { matches: (pattern, path) => matches(pattern, path) || matches(pattern.replace(/\?$/, ''), path) },
  ),
  mutantWith(
    {
      name: 'work-folder-is-roots',
      story: 'Gives what WORKDIR makes to root, where it is USER’s: who can replace the policy is not seen.',
      source: 'moby/buildkit: WORKDIR makes folders as USER; docs/baked-modes-differences.md',
      caughtBy: ['owners-are-as-told'],
      within: 1500,
    },
    { workFolderOwner: () => rootOwner },
  ),
];
