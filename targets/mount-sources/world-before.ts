import { putTree } from '../../harness/world/file-tree/put-tree.ts';
import type { TreeSnapshot } from '../../harness/world/file-tree/snapshot.ts';
import { snapshotDisk } from '../../harness/world/file-tree/snapshot-disk.ts';
import { MemoryDisk } from '../../harness/world/memory-disk.ts';
import type { Scenario } from './scenario.ts';
import { worldTree } from './world-tree.ts';

/** Whom HOME belongs to in memory. */
export const userUid = 1000;

/** A disk in memory with a scenario's world on it. */
export function diskOf(scenario: Scenario): MemoryDisk {
  const disk = new MemoryDisk();
  putTree(disk, '', worldTree(scenario, ''), { uid: userUid });
  return disk;
}

interface WorldBefore {
  readonly before: TreeSnapshot;
  readonly uid: number;
}

const known = new WeakMap<Scenario, WorldBefore>();

/** The world that a scenario begins with, as it is in memory. */
export function worldBefore(scenario: Scenario): WorldBefore {
  const found = known.get(scenario) ?? { before: snapshotDisk(diskOf(scenario), '/'), uid: userUid };
  known.set(scenario, found);
  return found;
}
