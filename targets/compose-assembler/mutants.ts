import type { Mutant } from '../../harness/target.ts';
import { anyPort } from './mutants/any-port.ts';
import { bannerFirst } from './mutants/banner-first.ts';
import { bannerFromSetting } from './mutants/banner-from-setting.ts';
import { commentsEndAtNewlines } from './mutants/comments-end-at-newlines.ts';
import { dollarNotDoubled } from './mutants/dollar-not-doubled.ts';
import { emptyOverlayListed } from './mutants/empty-overlay-listed.ts';
import { exitStatusIgnored } from './mutants/exit-status-ignored.ts';
import { failureWithoutName } from './mutants/failure-without-name.ts';
import { firstDocumentOnly } from './mutants/first-document-only.ts';
import { forbiddenKeysOnly } from './mutants/forbidden-keys-only.ts';
import { generatorNameAsFile } from './mutants/generator-name-as-file.ts';
import { generatorsBeforeMandatory } from './mutants/generators-before-mandatory.ts';
import { halfWrittenAccepted } from './mutants/half-written-accepted.ts';
import { hardenedServicesOnly } from './mutants/hardened-services-only.ts';
import { hiddenGeneratorsRun } from './mutants/hidden-generators-run.ts';
import { jsonQuotes } from './mutants/json-quotes.ts';
import { judgedAsItRuns } from './mutants/judged-as-it-runs.ts';
import { lastOverlayOnly } from './mutants/last-overlay-only.ts';
import { lastServiceOnly } from './mutants/last-service-only.ts';
import { limitsAreSettings } from './mutants/limits-are-settings.ts';
import { linksNotFollowed } from './mutants/links-not-followed.ts';
import { linksRefused } from './mutants/links-refused.ts';
import { listingOrder } from './mutants/listing-order.ts';
import { localeOrder } from './mutants/locale-order.ts';
import { lostOverlays } from './mutants/lost-overlays.ts';
import { mandatoryCleanedUp } from './mutants/mandatory-cleaned-up.ts';
import { missingFileSkipped } from './mutants/missing-file-skipped.ts';
import { mountTargetsIgnored } from './mutants/mount-targets-ignored.ts';
import { namesUnquoted } from './mutants/names-unquoted.ts';
import { newServiceIgnored } from './mutants/new-service-ignored.ts';
import { optOutAnyValue } from './mutants/opt-out-any-value.ts';
import { optOutAsNumber } from './mutants/opt-out-as-number.ts';
import { optOutTrimmed } from './mutants/opt-out-trimmed.ts';
import { optOutWhenSet } from './mutants/opt-out-when-set.ts';
import { optionsByColonOnly } from './mutants/options-by-colon-only.ts';
import { overlaysLeftBehind } from './mutants/overlays-left-behind.ts';
import { ownWordsPassedOn } from './mutants/own-words-passed-on.ts';
import { processSubstitution } from './mutants/process-substitution.ts';
import { quotesJoinedOn } from './mutants/quotes-joined-on.ts';
import { rawCapabilityNames } from './mutants/raw-capability-names.ts';
import { readOnlyIsSafe } from './mutants/read-only-is-safe.ts';
import { refusesDollars } from './mutants/refuses-dollars.ts';
import { shortFormMounts } from './mutants/short-form-mounts.ts';
import { signalIsSuccess } from './mutants/signal-is-success.ts';
import { silentFailure } from './mutants/silent-failure.ts';
import { singleQuotesJoinedOn } from './mutants/single-quotes-joined-on.ts';
import { socketByNameOnly } from './mutants/socket-by-name-only.ts';
import { tagsIgnored } from './mutants/tags-ignored.ts';
import { temporaryListLeft } from './mutants/temporary-list-left.ts';
import { textSearch } from './mutants/text-search.ts';
import { timeoutSwallowed } from './mutants/timeout-swallowed.ts';
import { unsetMeansNone } from './mutants/unset-means-none.ts';
import { unstartableSkipped } from './mutants/unstartable-skipped.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** Assemblers with one known bug each, the historical ones first. */
export const mutants: readonly Mutant<Scenario, Observation>[] = [
  processSubstitution,
  generatorsBeforeMandatory,
  lostOverlays,
  optOutAnyValue,
  optOutTrimmed,
  optOutAsNumber,
  exitStatusIgnored,
  signalIsSuccess,
  timeoutSwallowed,
  unstartableSkipped,
  linksNotFollowed,
  ownWordsPassedOn,
  failureWithoutName,
  silentFailure,
  bannerFirst,
  missingFileSkipped,
  halfWrittenAccepted,
  overlaysLeftBehind,
  mandatoryCleanedUp,
  bannerFromSetting,
  localeOrder,
  listingOrder,
  hiddenGeneratorsRun,
  generatorNameAsFile,
  lastServiceOnly,
  newServiceIgnored,
  hardenedServicesOnly,
  rawCapabilityNames,
  optionsByColonOnly,
  readOnlyIsSafe,
  socketByNameOnly,
  anyPort,
  limitsAreSettings,
  forbiddenKeysOnly,
  textSearch,
  mountTargetsIgnored,
  tagsIgnored,
  commentsEndAtNewlines,
  firstDocumentOnly,
  refusesDollars,
  judgedAsItRuns,
  lastOverlayOnly,
  temporaryListLeft,
  quotesJoinedOn,
  singleQuotesJoinedOn,
  namesUnquoted,
  dollarNotDoubled,
  jsonQuotes,
  shortFormMounts,
  emptyOverlayListed,
  unsetMeansNone,
  optOutWhenSet,
  linksRefused,
];
