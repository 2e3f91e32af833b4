import type { CrashMutant } from '../../../harness/target.ts';
import { chmodAfterRename } from '../mutants/chmod-after-rename.ts';
import { markerBeforeRename } from '../mutants/marker-before-rename.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { fileNotSynced } from './mutants/file-not-synced.ts';
import { folderNotSynced } from './mutants/folder-not-synced.ts';
import { writtenInPlace } from './mutants/written-in-place.ts';

/** Refreshers in process that leave a bad state when the power is lost. */
export const crashMutants: readonly CrashMutant<Scenario, Observation>[] = [
  fileNotSynced,
  folderNotSynced,
  { ...chmodAfterRename, under: ['ext4-ordered', 'posix'] },
  { ...markerBeforeRename, under: ['ext4-ordered', 'posix'] },
  writtenInPlace,
];
