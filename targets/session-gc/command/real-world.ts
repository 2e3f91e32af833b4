import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../../../harness/stage.ts';
import { type BuildOptions, buildTree } from '../../../harness/world/file-tree/build-tree.ts';
import type { TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { snapshotFolder } from '../../../harness/world/file-tree/snapshot-folder.ts';
import { writeStub } from '../../../harness/world/stub/write-stub.ts';
import {
  dockerVariable,
  folderOf,
  homeOf,
  ownerUid,
  temporaryFolder,
  toolsOf,
  worldFolder,
  worldTree,
} from '../layout.ts';
import { stubOf } from '../listing.ts';
import type { Call, Scenario } from '../scenario.ts';
import { startedTree } from '../started.ts';

/** What is in the world and is not looked at: the tools, and temporary files. */
const unseen: ReadonlySet<string> = new Set(['tools', 'my tools', 'tmp']);

/** A scenario's world on disk, until it is disposed of. */
export interface RealWorld extends Disposable {
  /** The stage's folder: it stands for `/`. */
  readonly root: string;
  look(): TreeSnapshot;
  /** Puts the program in place that `DOCKER` names. @returns the folder of its notes */
  placeDocker(calls: readonly [Call, ...Call[]]): string;
}

/**
 * Builds a scenario's world in the stage's folder, which is empty.
 * @throws CannotBuild, HarnessFault `bad-world`
 */
export async function openRealWorld(scenario: Scenario, stage: Stage): Promise<RealWorld> {
  const root = stage.folder;
  const options: BuildOptions = {
    linksBelow: root,
    owner: stage.privileged ? { uid: ownerUid, gid: ownerUid } : undefined,
    mount: stage.privileged ? (path, bytes) => stage.mountLimited(path, bytes) : undefined,
  };
  for (const path of [worldFolder, temporaryFolder, toolsOf(scenario), '/attic', '/prepared'])
    fs.mkdirSync(root + path);
  for (const path of [temporaryFolder, '/attic', '/prepared']) fs.chmodSync(root + path, 0o777);
  const starts = scenario.docker.calls.flatMap(call => call.starts);
  using _prepared = await buildTree(
    join(root, 'prepared'),
    starts.flatMap(({ id }) => startedTree(id)),
    options,
  );
  const built = await buildTree(root + worldFolder, worldTree(scenario), options);
  let placed = 0;
  return {
    root,
    look: () => snapshotFolder(root + worldFolder, { linksBelow: root, except: unseen }),
    placeDocker: calls => {
      placed += 1;
      const path = join(root, toolsOf(scenario), 'docker');
      fs.rmSync(path, { force: true, recursive: true });
      const backstage = join(root, `backstage-${placed}`);
      const acts = (id: string): readonly (readonly string[])[] => startingCommands(scenario, root, id);
      writeStub(stubOf(scenario, calls), { path, backstage, acts, watched: root + homeOf(scenario) });
      return backstage;
    },
    [Symbol.dispose]: () => built[Symbol.dispose](),
  };
}

/** The commands by which a session starts, as words: what has the names of its folder and of the sibling is moved away, and what was prepared there. */
export function startingCommands(
  { home }: Scenario,
  root: string,
  id: string,
): readonly (readonly string[])[] {
  return [folderOf(id), `${folderOf(id)}.json`].flatMap(name => {
    const path = join(root, homeOf({ home }), name);
    const away = ['sh', '-c', '[ ! -e "$1" ] || mv -T -- "$1" "$2"', 'sh', path, join(root, 'attic', name)];
    return [away, ['mv', '-T', '--', join(root, 'prepared', name), path]];
  });
}

/** What `DOCKER` says for real; undefined: nothing. */
export function realDocker(scenario: Scenario, root: string): string | undefined {
  const docker = dockerVariable(scenario);
  return docker === undefined || docker === '' ? docker : root + docker;
}
