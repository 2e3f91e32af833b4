import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { FaultReport } from '../../../harness/target.ts';
import { faultName } from '../fault-name.ts';
import type { Ended } from '../observation.ts';
import { placesOf, realHome } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { lostIndex, standsInHome } from '../world-tree.ts';

/** What stands as long as a program runs. */
interface StandingFault {
  /** What became of it: whoever met it did not succeed. */
  reports(first: Ended): readonly FaultReport[];
}

/**
 * Makes the file system that is mounted at HOME read-only, or takes all but so many of its free inodes from it. A lost
 * Compose file was built that way.
 * @throws HarnessFault `bad-world`
 */
export function standInHome(scenario: Scenario, root: string): StandingFault {
  const { fault } = scenario;
  if (fault.kind === 'lost-file') {
    const lost = placesOf(scenario, root).composeFiles[lostIndex(fault, scenario.files.length)];
    const outcome = lost === undefined || isReadable(lost) ? 'missed' : 'fired';
    return { reports: () => [{ fault: faultName(fault), outcome }] };
  }
  if (!standsInHome(scenario)) return { reports: () => [] };
  const home = root + realHome;
  const room = fault.kind === 'full-disk' ? fault.room : 0;
  remount(home, fault.kind === 'full-disk' ? `nr_inodes=${inodes(home).used + room}` : 'ro');
  const inForce = fault.kind === 'full-disk' ? inodes(home).free === room : !takesAnEntry(home);
  const name = faultName(fault);
  return {
    reports: ({ status }) => [
      { fault: name, outcome: !inForce ? 'missed' : status === 0 ? 'unreached' : 'fired' },
    ],
  };
}

/** Whether it is a file that its owner may read. */
function isReadable(path: string): boolean {
  const stats = fs.lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && (stats.mode & 0o400) !== 0;
}

function inodes(path: string): { readonly used: number; readonly free: number } {
  const { files, ffree } = fs.statfsSync(path);
  return { used: files - ffree, free: ffree };
}

function remount(path: string, options: string): void {
  const { status, error, stderr } = spawnSync('mount', ['-o', `remount,${options}`, path], {
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new HarnessFault(
      `${path} can't be mounted ${options}: ${error?.message ?? stderr.trim()}`,
      'bad-world',
    );
}

function takesAnEntry(folder: string): boolean {
  const path = join(folder, '.seatrial-probe');
  try {
    fs.mkdirSync(path);
    fs.rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
