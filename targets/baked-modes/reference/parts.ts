import type { BuiltStage } from './build/stage.ts';
import { way } from './check.ts';
import { type CopyRequest, copiedMode, copiedOwner, isArchive, sourcesOf } from './copy.ts';
import { expand, type Variables } from './dockerfile/expand.ts';
import { readInstructions } from './dockerfile/instructions.ts';
import { matches } from './glob.ts';
import { ignoreRules, isIgnored } from './ignore.ts';
import { changedMode } from './mode.ts';
import { mayRead, mayTraverse, othersMayWrite } from './permissions.ts';
import { run } from './run/run.ts';
import { ownerOf, whoRuns } from './tree/accounts.ts';
import { type FolderNode, type Owner, rootOwner } from './tree/nodes.ts';

/** The steps that a build is made of. */
export const bakedParts = {
  readInstructions,
  expand,
  ignoreRules,
  isIgnored,
  matches,
  changedMode,
  sourcesOf,
  /** Whether several sources need a destination that ends in a slash: the Dockerfile reference says so. */
  severalNeedFolder: true as boolean,
  copiedMode,
  copiedOwner,
  isArchive,
  /** Mode of the folders that COPY makes: BuildKit gives them what --chmod says, as it would a folder of 0755. */
  createdFolderMode: (chmod: string | undefined): number =>
    chmod === undefined ? 0o755 : changedMode(chmod, 0o755, true, 0),
  createdFolderOwner: ({ chown }: CopyRequest): Owner => ({
    uid: chown?.uid ?? rootOwner.uid,
    gid: chown?.gid ?? rootOwner.gid,
  }),
  /** Mode of a file that stands in the Dockerfile itself. */
  heredocMode: 0o644,
  /** Mode of the folders that WORKDIR makes. */
  workFolderMode: 0o755,
  /** Whose they are: USER's. */
  workFolderOwner: (root: FolderNode, user: string | undefined): Owner =>
    user ? ownerOf(root, user) : rootOwner,
  /** What words are put in for: the environment has the last word. */
  variablesOf: (stage: Pick<BuiltStage, 'arguments' | 'environment'>): Variables =>
    new Map([...stage.arguments, ...stage.environment]),
  run,
  /** Which stage an image is made of. */
  lastStage: <T>(stages: readonly T[]): T | undefined => stages.at(-1),
  whoRuns,
  way,
  mayTraverse,
  mayRead,
  othersMayWrite,
};

export type BakedParts = typeof bakedParts;
