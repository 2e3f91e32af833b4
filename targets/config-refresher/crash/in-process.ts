import type { Volume } from '../../../harness/recording.ts';
import type { Implementation, RunEnd, RunOnVolume, SeenInProcess } from '../../../harness/target.ts';
import { diskOfVolume, volumeOfDisk } from '../../../harness/world/crash/memory-volume.ts';
import { recordMemory } from '../../../harness/world/crash/record-memory.ts';
import { diskOf } from '../disk.ts';
import { ownerUid } from '../layout.ts';
import { type InModel, runAlone } from '../model.ts';
import type { Ended, Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

const dayMs = 86_400_000;
/** What a shell would say of a process that was ended. */
const statusOfEnded = 128;

function isInModel(implementation: Implementation<Scenario, Observation>): implementation is InModel {
  return 'refresh' in implementation;
}

function endOf({ end, out, err }: Ended): RunEnd {
  return { status: end.kind === 'exit' ? end.status : statusOfEnded, out, err };
}

/** How a refresher in process is run on a disk in memory, seen operation by operation. */
export function seenInProcess(
  implementation: Implementation<Scenario, Observation>,
): SeenInProcess<Scenario> | undefined {
  if (!isInModel(implementation)) return undefined;
  return { run: (scenario, left) => runOn(implementation, scenario, left) };
}

async function runOn({ refresh }: InModel, scenario: Scenario, left?: Volume): Promise<RunOnVolume> {
  const disk = left === undefined ? diskOf(scenario) : diskOfVolume(left, latest(left));
  disk.now += dayMs;
  const before = volumeOfDisk(disk);
  const began = disk.now;
  // The next run draws other names than the one whose power was lost.
  const process = left === undefined ? 'first' : 'next';
  const { ended, operations } = await runAlone(refresh, scenario, disk, process);
  const step = scenario.clock === 'fine' ? 1 : 0;
  const ledger = recordMemory(before, operations, {
    uid: ownerUid,
    umask: scenario.umask,
    clock: moment => began + moment * step,
  });
  return {
    before,
    after: volumeOfDisk(disk),
    operations: ledger.recording(began, disk.now).operations,
    ended: endOf(ended),
    began,
    finished: disk.now,
  };
}

/** The disk's clock goes on from the last change that anything tells of. */
function latest({ nodes }: Volume): number {
  return Math.max(...[...nodes.values()].map(({ mtimeMs }) => mtimeMs));
}
