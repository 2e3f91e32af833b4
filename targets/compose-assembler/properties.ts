import type { Property } from '../../harness/target.ts';
import type { Observation } from './observation.ts';
import { bannerIsTrue } from './properties/banner-is-true.ts';
import { completeOrLoud } from './properties/complete-or-loud.ts';
import { failureNamesTheGenerator, generatorsRunOnceInByteOrder } from './properties/generators.ts';
import { hostileNamesRoundTrip } from './properties/hostile-names-round-trip.ts';
import { insideAsComputed } from './properties/inside-as-computed.ts';
import { listedFilesExistParseOnce } from './properties/listed-files.ts';
import { mandatoryOverlaysSurvive } from './properties/mandatory-overlays-survive.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { optOutOnlyByExactOne } from './properties/opt-out.ts';
import {
  openingOverlayRefusedByName,
  orderNeverChangesPosture,
  postureAtLeastAsClosed,
} from './properties/posture.ts';
import { nothingLeftAfterFailure, onlyGeneratedFilesChange } from './properties/what-is-left.ts';
import type { Scenario } from './scenario.ts';

/** What must hold of every run of an assembler. */
export const properties: readonly Property<Scenario, Observation>[] = [
  completeOrLoud,
  mandatoryOverlaysSurvive,
  postureAtLeastAsClosed,
  openingOverlayRefusedByName,
  orderNeverChangesPosture,
  bannerIsTrue,
  optOutOnlyByExactOne,
  generatorsRunOnceInByteOrder,
  failureNamesTheGenerator,
  listedFilesExistParseOnce,
  hostileNamesRoundTrip,
  nothingLeftAfterFailure,
  onlyGeneratedFilesChange,
  insideAsComputed,
  noFalseRefusal,
];
