import type { Property } from '../../harness/target.ts';
import type { WrapObservation } from './observation.ts';
import { closedFromTheFirstMoment } from './properties/closed-from-the-first-moment.ts';
import { failedStartLeavesNothing } from './properties/failed-start-leaves-nothing.ts';
import { fallbackIsExactAndSaid } from './properties/fallback-is-exact-and-said.ts';
import { legacyIsTheCompatibilityPath } from './properties/legacy-is-the-compatibility-path.ts';
import { noDescriptorLeaks } from './properties/no-descriptor-leaks.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { nobodyIsNeverAMatch } from './properties/nobody-is-never-a-match.ts';
import { oneTrueLineAPeer } from './properties/one-true-line-a-peer.ts';
import { othersAreUntouched } from './properties/others-are-untouched.ts';
import { readyMeansTheCallersOwn } from './properties/ready-means-the-callers-own.ts';
import { refusesACallerItCannotRead } from './properties/refuses-a-caller-it-cannot-read.ts';
import { refusesWhatIsNotItsOwn } from './properties/refuses-what-is-not-its-own.ts';
import { rightCallerGetsThrough } from './properties/right-caller-gets-through.ts';
import { sigtermEndsItCleanly } from './properties/sigterm-ends-it-cleanly.ts';
import { survivesFailingAccepts } from './properties/survives-failing-accepts.ts';
import { unreadableCredentialIsARejection } from './properties/unreadable-credential-is-a-rejection.ts';
import { wrongUidIsNeverAuthorised } from './properties/wrong-uid-is-never-authorised.ts';
import type { WrapScenario } from './scenario.ts';

/** What must hold of every server, the gravest first. */
export const properties: readonly Property<WrapScenario, WrapObservation>[] = [
  wrongUidIsNeverAuthorised,
  rightCallerGetsThrough,
  closedFromTheFirstMoment,
  readyMeansTheCallersOwn,
  fallbackIsExactAndSaid,
  unreadableCredentialIsARejection,
  nobodyIsNeverAMatch,
  legacyIsTheCompatibilityPath,
  refusesWhatIsNotItsOwn,
  refusesACallerItCannotRead,
  othersAreUntouched,
  failedStartLeavesNothing,
  noDescriptorLeaks,
  survivesFailingAccepts,
  oneTrueLineAPeer,
  sigtermEndsItCleanly,
  noFalseRefusal,
];
