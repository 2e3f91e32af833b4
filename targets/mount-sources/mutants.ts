import type { Mutant } from '../../harness/target.ts';
import { chmodsExisting } from './mutants/chmods-existing.ts';
import { climbsAboveHome } from './mutants/climbs-above-home.ts';
import { createHostPathIgnored } from './mutants/create-host-path-ignored.ts';
import { createHostPathMeansGated } from './mutants/create-host-path-means-gated.ts';
import { danglingLinkReplaced } from './mutants/dangling-link-replaced.ts';
import { defaultOnlyWhereUnset } from './mutants/default-only-where-unset.ts';
import { defaultsIgnored } from './mutants/defaults-ignored.ts';
import { dotsWalked } from './mutants/dots-walked.ts';
import { doubledDollarKept } from './mutants/doubled-dollar-kept.ts';
import { emptyFolderCleared } from './mutants/empty-folder-cleared.ts';
import { emptyIsBroken } from './mutants/empty-is-broken.ts';
import { errorsWithoutPaths } from './mutants/errors-without-paths.ts';
import { everythingMade } from './mutants/everything-made.ts';
import { existingIsAnError } from './mutants/existing-is-an-error.ts';
import { existsIsDone } from './mutants/exists-is-done.ts';
import { existsIsEnough } from './mutants/exists-is-enough.ts';
import { failedCallIgnored } from './mutants/failed-call-ignored.ts';
import { filesBySourceName } from './mutants/files-by-source-name.ts';
import { firstErrorNamed } from './mutants/first-error-named.ts';
import { firstFileOnly } from './mutants/first-file-only.ts';
import { foldersForEverything } from './mutants/folders-for-everything.ts';
import { gatedElsewhere } from './mutants/gated-elsewhere.ts';
import { homeSpelledOtherwise } from './mutants/home-spelled-otherwise.ts';
import { lastServiceWins } from './mutants/last-service-wins.ts';
import { linkedDotsTakenOut } from './mutants/linked-dots-taken-out.ts';
import { linksInHomeRefused } from './mutants/links-in-home-refused.ts';
import { listByHand } from './mutants/list-by-hand.ts';
import { longFormIgnored } from './mutants/long-form-ignored.ts';
import { madeFileByFile } from './mutants/made-file-by-file.ts';
import { madeOver } from './mutants/made-over.ts';
import { mkdirThroughLinkOut } from './mutants/mkdir-through-link-out.ts';
import { namesSplitAtSpaces } from './mutants/names-split-at-spaces.ts';
import { newFileWithAComment } from './mutants/new-file-with-a-comment.ts';
import { noPreCreation } from './mutants/no-pre-creation.ts';
import { optionsKeptInTarget } from './mutants/options-kept-in-target.ts';
import { prefixWithoutSlash } from './mutants/prefix-without-slash.ts';
import { probeLeft } from './mutants/probe-left.ts';
import { probeRemoved } from './mutants/probe-removed.ts';
import { profilesMade } from './mutants/profiles-made.ts';
import { profilesOfFirstFile } from './mutants/profiles-of-first-file.ts';
import { relativeToProject } from './mutants/relative-to-project.ts';
import { replacedMountsCount } from './mutants/replaced-mounts-count.ts';
import { rollsBack } from './mutants/rolls-back.ts';
import { setGroupIdLost } from './mutants/set-group-id-lost.ts';
import { statusCountsErrors } from './mutants/status-counts-errors.ts';
import { statusOfTheLast } from './mutants/status-of-the-last.ts';
import { stopsAtFirstError } from './mutants/stops-at-first-error.ts';
import { tildeIsAName } from './mutants/tilde-is-a-name.ts';
import { tomlIsAFolder } from './mutants/toml-is-a-folder.ts';
import { touchFollowsDanglingLink } from './mutants/touch-follows-dangling-link.ts';
import { touchesExisting } from './mutants/touches-existing.ts';
import { truncatesExisting } from './mutants/truncates-existing.ts';
import { umaskIgnored } from './mutants/umask-ignored.ts';
import { unreadableFileSkipped } from './mutants/unreadable-file-skipped.ts';
import { unreadableIsBroken } from './mutants/unreadable-is-broken.ts';
import { warnsOnly } from './mutants/warns-only.ts';
import { widestMode } from './mutants/widest-mode.ts';
import { wrongKindReplaced } from './mutants/wrong-kind-replaced.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** Programs with one known bug each: the historical ones first. */
export const mutants: readonly Mutant<Scenario, Observation>[] = [
  noPreCreation,
  listByHand,
  foldersForEverything,
  filesBySourceName,
  touchesExisting,
  truncatesExisting,
  touchFollowsDanglingLink,
  mkdirThroughLinkOut,
  linksInHomeRefused,
  defaultsIgnored,
  defaultOnlyWhereUnset,
  optionsKeptInTarget,
  longFormIgnored,
  replacedMountsCount,
  firstFileOnly,
  lastServiceWins,
  profilesMade,
  profilesOfFirstFile,
  createHostPathIgnored,
  createHostPathMeansGated,
  stopsAtFirstError,
  warnsOnly,
  firstErrorNamed,
  errorsWithoutPaths,
  statusCountsErrors,
  chmodsExisting,
  umaskIgnored,
  widestMode,
  newFileWithAComment,
  danglingLinkReplaced,
  wrongKindReplaced,
  emptyFolderCleared,
  rollsBack,
  prefixWithoutSlash,
  climbsAboveHome,
  everythingMade,
  dotsWalked,
  emptyIsBroken,
  existingIsAnError,
  relativeToProject,
  tildeIsAName,
  namesSplitAtSpaces,
  doubledDollarKept,
  existsIsEnough,
  failedCallIgnored,
  homeSpelledOtherwise,
  probeLeft,
  probeRemoved,
  tomlIsAFolder,
  linkedDotsTakenOut,
  unreadableFileSkipped,
  madeFileByFile,
  setGroupIdLost,
  madeOver,
  existsIsDone,
  gatedElsewhere,
  statusOfTheLast,
  unreadableIsBroken,
];
