import type { Property } from '../../harness/target.ts';
import type { Observation } from './observation.ts';
import { alwaysSucceeds } from './properties/always-succeeds.ts';
import { asksForAllContainers } from './properties/asks-for-all-containers.ts';
import { liveSessionsSurvive } from './properties/live-sessions-survive.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { nothingOutsideHomeChanges } from './properties/nothing-outside-home-changes.ts';
import { orphansAreRemoved } from './properties/orphans-are-removed.ts';
import { othersInHomeStay } from './properties/others-in-home-stay.ts';
import { outageRemovesNothing } from './properties/outage-removes-nothing.ts';
import { sessionsThatStartSurvive } from './properties/sessions-that-start-survive.ts';
import { siblingGoesWithItsFolder } from './properties/sibling-goes-with-its-folder.ts';
import { skippedSweepIsTold } from './properties/skipped-sweep-is-told.ts';
import { twiceIsOnce } from './properties/twice-is-once.ts';
import { whatStaysIsTold } from './properties/what-stays-is-told.ts';
import type { Scenario } from './scenario.ts';

/** What must hold of every sweep. */
export const properties: readonly Property<Scenario, Observation>[] = [
  outageRemovesNothing,
  liveSessionsSurvive,
  sessionsThatStartSurvive,
  othersInHomeStay,
  nothingOutsideHomeChanges,
  orphansAreRemoved,
  siblingGoesWithItsFolder,
  skippedSweepIsTold,
  whatStaysIsTold,
  alwaysSucceeds,
  asksForAllContainers,
  twiceIsOnce,
  noFalseRefusal,
];
