import type { Property } from '../../harness/target.ts';
import type { BakedObservation } from './observation.ts';
import { alarmsAreTrue } from './properties/alarms-are-true.ts';
import { everyPathIsTold } from './properties/every-path-is-told.ts';
import { exitStatusAgrees } from './properties/exit-status-agrees.ts';
import { filesAreThere } from './properties/files-are-there.ts';
import { filesHaveTheirModes } from './properties/files-have-their-modes.ts';
import { fineMeansReadable } from './properties/fine-means-readable.ts';
import { foldersHaveTheirModes } from './properties/folders-have-their-modes.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { onlyRootWrites } from './properties/only-root-writes.ts';
import { onlyTheImageChanges } from './properties/only-the-image-changes.ts';
import { ownersAreAsTold } from './properties/owners-are-as-told.ts';
import { reasonNamesThePlace } from './properties/reason-names-the-place.ts';
import { refusesWhatCanNotBeBuilt } from './properties/refuses-what-can-not-be-built.ts';
import { umaskDoesNotMatter } from './properties/umask-does-not-matter.ts';
import { unknownIsSaid } from './properties/unknown-is-said.ts';
import type { BakedScenario } from './scenario.ts';

/** What must hold of every run, the gravest first. */
export const properties: readonly Property<BakedScenario, BakedObservation>[] = [
  fineMeansReadable,
  onlyRootWrites,
  unknownIsSaid,
  refusesWhatCanNotBeBuilt,
  umaskDoesNotMatter,
  filesAreThere,
  filesHaveTheirModes,
  foldersHaveTheirModes,
  ownersAreAsTold,
  reasonNamesThePlace,
  alarmsAreTrue,
  everyPathIsTold,
  exitStatusAgrees,
  onlyTheImageChanges,
  noFalseRefusal,
];
