import type { Property } from '../../harness/target.ts';
import type { Observation } from './observation.ts';
import { danglingLinkIsNotFilled } from './properties/dangling-link-is-not-filled.ts';
import { errorsNameEachWrongPath } from './properties/errors-name-each-wrong-path.ts';
import { existingAttributesStay } from './properties/existing-attributes-stay.ts';
import { existingContentStays } from './properties/existing-content-stays.ts';
import { exitIs0Or1 } from './properties/exit-is-0-or-1.ts';
import { gatedIsNotMade } from './properties/gated-is-not-made.ts';
import { newEntriesArePlain } from './properties/new-entries-are-plain.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { nothingIsLeftForTheDaemon } from './properties/nothing-is-left-for-the-daemon.ts';
import { nothingIsRemoved } from './properties/nothing-is-removed.ts';
import { nothingMadeThatNothingMounts } from './properties/nothing-made-that-nothing-mounts.ts';
import { nothingOutsideHome } from './properties/nothing-outside-home.ts';
import { playedEngineIsTheRealOne } from './properties/played-engine-is-the-real-one.ts';
import { sourcesHaveTheRightKind } from './properties/sources-have-the-right-kind.ts';
import { twiceIsOnce } from './properties/twice-is-once.ts';
import { unknownMountsMakeNothing } from './properties/unknown-mounts-make-nothing.ts';
import { whatCanBeMadeIsMade } from './properties/what-can-be-made-is-made.ts';
import type { Scenario } from './scenario.ts';

/** What must hold of every program that makes mount sources. */
export const properties: readonly Property<Scenario, Observation>[] = [
  nothingIsLeftForTheDaemon,
  sourcesHaveTheRightKind,
  whatCanBeMadeIsMade,
  existingContentStays,
  existingAttributesStay,
  nothingIsRemoved,
  newEntriesArePlain,
  nothingOutsideHome,
  danglingLinkIsNotFilled,
  gatedIsNotMade,
  nothingMadeThatNothingMounts,
  errorsNameEachWrongPath,
  unknownMountsMakeNothing,
  exitIs0Or1,
  twiceIsOnce,
  noFalseRefusal,
  playedEngineIsTheRealOne,
];
