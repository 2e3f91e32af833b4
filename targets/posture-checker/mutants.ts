import type { PostureMutant } from './mutant.ts';
import { bindsBeforeCheck } from './mutants/binds-before-check.ts';
import { cacheErrorIsMissing } from './mutants/cache-error-is-missing.ts';
import { cacheMade } from './mutants/cache-made.ts';
import { cacheRepaired } from './mutants/cache-repaired.ts';
import { capabilitiesIn32Bits } from './mutants/capabilities-in-32-bits.ts';
import { capabilityOnlyWarns } from './mutants/capability-only-warns.ts';
import { cutMaskBelieved } from './mutants/cut-mask-believed.ts';
import { debugPortsListed } from './mutants/debug-ports-listed.ts';
import { emptyAppNameCounts } from './mutants/empty-app-name-counts.ts';
import { emptyFlagIsSet } from './mutants/empty-flag-is-set.ts';
import { firstCapeffWins } from './mutants/first-capeff-wins.ts';
import { firstExcessNamed } from './mutants/first-excess-named.ts';
import { fullSetTrusted } from './mutants/full-set-trusted.ts';
import { instancesOnlyWithDomain } from './mutants/instances-only-with-domain.ts';
import { ipv6AtFirstColon } from './mutants/ipv6-at-first-colon.ts';
import { knownCapabilitiesOnly } from './mutants/known-capabilities-only.ts';
import { lastListenerOnly } from './mutants/last-listener-only.ts';
import { leadingZerosOctal } from './mutants/leading-zeros-octal.ts';
import { lineWithoutFix } from './mutants/line-without-fix.ts';
import { linkFollowed } from './mutants/link-followed.ts';
import { linkFollowedAtSlash } from './mutants/link-followed-at-slash.ts';
import { malformedIsUnset } from './mutants/malformed-is-unset.ts';
import { malformedOnlyWarns } from './mutants/malformed-only-warns.ts';
import { missingCapeffIsNone } from './mutants/missing-capeff-is-none.ts';
import { modeAtMost0700 } from './mutants/mode-at-most-0700.ts';
import { modeWithoutSpecialBits } from './mutants/mode-without-special-bits.ts';
import { nameReadAsCapeff } from './mutants/name-read-as-capeff.ts';
import { namesInAnyCase } from './mutants/names-in-any-case.ts';
import { nobodyTakenForRoot } from './mutants/nobody-taken-for-root.ts';
import { nothingToServePasses } from './mutants/nothing-to-serve-passes.ts';
import { oneBindBeforeRefusal } from './mutants/one-bind-before-refusal.ts';
import { ownerByRealUid } from './mutants/owner-by-real-uid.ts';
import { ownerIn31Bits } from './mutants/owner-in-31-bits.ts';
import { ownerNotChecked } from './mutants/owner-not-checked.ts';
import { permittedInsteadOfEffective } from './mutants/permitted-instead-of-effective.ts';
import { pileUpPasses } from './mutants/pile-up-passes.ts';
import { portByPrefix } from './mutants/port-by-prefix.ts';
import { portIn16Bits } from './mutants/port-in-16-bits.ts';
import { productionByTruthiness } from './mutants/production-by-truthiness.ts';
import { productionByWord } from './mutants/production-by-word.ts';
import { productionTrimmed } from './mutants/production-trimmed.ts';
import { realUid } from './mutants/real-uid.ts';
import { rootRefusedAnywhere } from './mutants/root-refused-anywhere.ts';
import { singleInstanceByPresence } from './mutants/single-instance-by-presence.ts';
import { skipsAllElsewhere } from './mutants/skips-all-elsewhere.ts';
import { skipsSilently } from './mutants/skips-silently.ts';
import { statusErrorIsNone } from './mutants/status-error-is-none.ts';
import { stickyBitTrusted } from './mutants/sticky-bit-trusted.ts';
import { stopsAtFirstFailure } from './mutants/stops-at-first-failure.ts';
import { thirdCapLine } from './mutants/third-cap-line.ts';
import { unknownFlagIgnored } from './mutants/unknown-flag-ignored.ts';
import { unreadableAddressOnlyWarns } from './mutants/unreadable-address-only-warns.ts';
import { valueInLine } from './mutants/value-in-line.ts';
import { valueShortenedInLine } from './mutants/value-shortened-in-line.ts';

/** Implementations of the posture check with one known bug each. */
export const mutants: readonly PostureMutant[] = [
  bindsBeforeCheck,
  cacheErrorIsMissing,
  cacheMade,
  cacheRepaired,
  capabilitiesIn32Bits,
  capabilityOnlyWarns,
  cutMaskBelieved,
  debugPortsListed,
  emptyAppNameCounts,
  emptyFlagIsSet,
  firstCapeffWins,
  firstExcessNamed,
  fullSetTrusted,
  instancesOnlyWithDomain,
  ipv6AtFirstColon,
  knownCapabilitiesOnly,
  lastListenerOnly,
  leadingZerosOctal,
  lineWithoutFix,
  linkFollowedAtSlash,
  linkFollowed,
  malformedIsUnset,
  malformedOnlyWarns,
  missingCapeffIsNone,
  modeAtMost0700,
  modeWithoutSpecialBits,
  nameReadAsCapeff,
  namesInAnyCase,
  nobodyTakenForRoot,
  nothingToServePasses,
  oneBindBeforeRefusal,
  ownerByRealUid,
  ownerIn31Bits,
  ownerNotChecked,
  permittedInsteadOfEffective,
  pileUpPasses,
  portByPrefix,
  portIn16Bits,
  productionByTruthiness,
  productionByWord,
  productionTrimmed,
  realUid,
  rootRefusedAnywhere,
  singleInstanceByPresence,
  skipsAllElsewhere,
  skipsSilently,
  statusErrorIsNone,
  stickyBitTrusted,
  stopsAtFirstFailure,
  thirdCapLine,
  unknownFlagIgnored,
  unreadableAddressOnlyWarns,
  valueInLine,
  valueShortenedInLine,
];
