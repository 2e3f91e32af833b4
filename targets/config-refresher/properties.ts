import type { Property } from '../../harness/target.ts';
import type { Observation } from './observation.ts';
import { alwaysEnds } from './properties/always-ends.ts';
import { failureIsTold } from './properties/failure-is-told.ts';
import { failureLeavesTheTarget } from './properties/failure-leaves-the-target.ts';
import { linkIsNeverWrittenThrough } from './properties/link-is-never-written-through.ts';
import { markerIsNotWideOpen } from './properties/marker-is-not-wide-open.ts';
import { markerOnlyAfterSuccess } from './properties/marker-only-after-success.ts';
import { messagesKeepSecrets } from './properties/messages-keep-secrets.ts';
import { modeIs0644 } from './properties/mode-is-0644.ts';
import { newContentIsTheSource } from './properties/new-content-is-the-source-without-the-keys.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { nothingIsLeftBehind } from './properties/nothing-is-left-behind.ts';
import { onceNewItStaysNew } from './properties/once-new-it-stays-new.ts';
import { oneVersionOfTheSource } from './properties/one-version-of-the-source.ts';
import { othersAreUntouched } from './properties/others-are-untouched.ts';
import { refusesWhatIsNotOneObject } from './properties/refuses-what-is-not-one-object.ts';
import { sourceIsOnlyRead } from './properties/source-is-only-read.ts';
import { successMarkerAndMessageAgree } from './properties/success-marker-and-message-agree.ts';
import { successMeansACompleteTarget } from './properties/success-means-a-complete-target.ts';
import { targetIsOldOrComplete } from './properties/target-is-old-or-complete.ts';
import { twoRefreshersOneResult } from './properties/two-refreshers-one-result.ts';
import type { Scenario } from './scenario.ts';

/** What must hold of every refresher. */
export const properties: readonly Property<Scenario, Observation>[] = [
  targetIsOldOrComplete,
  newContentIsTheSource,
  oneVersionOfTheSource,
  refusesWhatIsNotOneObject,
  successMeansACompleteTarget,
  successMarkerAndMessageAgree,
  markerOnlyAfterSuccess,
  markerIsNotWideOpen,
  failureLeavesTheTarget,
  onceNewItStaysNew,
  failureIsTold,
  nothingIsLeftBehind,
  othersAreUntouched,
  linkIsNeverWrittenThrough,
  modeIs0644,
  sourceIsOnlyRead,
  alwaysEnds,
  messagesKeepSecrets,
  twoRefreshersOneResult,
  noFalseRefusal,
];
