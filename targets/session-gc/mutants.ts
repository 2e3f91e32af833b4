import type { Mutant } from '../../harness/target.ts';
import { anyContainerCounts } from './mutants/any-container-counts.ts';
import { anyFourDigits } from './mutants/any-four-digits.ts';
import { anyFourLetters } from './mutants/any-four-letters.ts';
import { carriageReturnKept } from './mutants/carriage-return-kept.ts';
import { caseDoesNotCount } from './mutants/case-does-not-count.ts';
import { emptiesTheSibling } from './mutants/empties-the-sibling.ts';
import { emptyIsOutage } from './mutants/empty-is-outage.ts';
import { failureInSilence } from './mutants/failure-in-silence.ts';
import { filesGoToo } from './mutants/files-go-too.ts';
import { firstIdCounts } from './mutants/first-id-counts.ts';
import { firstMegabyte } from './mutants/first-megabyte.ts';
import { fiveDigitsCount } from './mutants/five-digits-count.ts';
import { followsInnerLinks } from './mutants/follows-inner-links.ts';
import { followsOuterLinks } from './mutants/follows-outer-links.ts';
import { homeGoesToo } from './mutants/home-goes-too.ts';
import { homeMustBeThere } from './mutants/home-must-be-there.ts';
import { idAnywhere } from './mutants/id-anywhere.ts';
import { idsAsNumbers } from './mutants/ids-as-numbers.ts';
import { lastLineLost } from './mutants/last-line-lost.ts';
import { lastThousand } from './mutants/last-thousand.ts';
import { linkedHomeRefused } from './mutants/linked-home-refused.ts';
import { linksGoToo } from './mutants/links-go-too.ts';
import { loneSiblingsGo } from './mutants/lone-siblings-go.ts';
import { looksBetween } from './mutants/looks-between.ts';
import { looksLate } from './mutants/looks-late.ts';
import { missingDockerIsEmpty } from './mutants/missing-docker-is-empty.ts';
import { mountInSilence } from './mutants/mount-in-silence.ts';
import { nameHasLines } from './mutants/name-has-lines.ts';
import { nameIsAPrefix } from './mutants/name-is-a-prefix.ts';
import { nameIsSearched } from './mutants/name-is-searched.ts';
import { namesAreLabels } from './mutants/names-are-labels.ts';
import { noDockerInSilence } from './mutants/no-docker-in-silence.ts';
import { noDockerIsEmpty } from './mutants/no-docker-is-empty.ts';
import { oneAtATime } from './mutants/one-at-a-time.ts';
import { oneSessionAProject } from './mutants/one-session-a-project.ts';
import { oneStatusIsFailure } from './mutants/one-status-is-failure.ts';
import { oneWarning } from './mutants/one-warning.ts';
import { onlyEmptyFolders } from './mutants/only-empty-folders.ts';
import { outageFails } from './mutants/outage-fails.ts';
import { outageInSilence } from './mutants/outage-in-silence.ts';
import { outageIsEmpty } from './mutants/outage-is-empty.ts';
import { printedNamesCount } from './mutants/printed-names-count.ts';
import { projectsAreLowerCase } from './mutants/projects-are-lower-case.ts';
import { projectsAreWords } from './mutants/projects-are-words.ts';
import { removesByName } from './mutants/removes-by-name.ts';
import { runningOnly } from './mutants/running-only.ts';
import { secondOutageIgnored } from './mutants/second-outage-ignored.ts';
import { shellFormMissed } from './mutants/shell-form-missed.ts';
import { shellsOfShells } from './mutants/shells-of-shells.ts';
import { siblingForgotten } from './mutants/sibling-forgotten.ts';
import { siblingsGoFirst } from './mutants/siblings-go-first.ts';
import { signalIsNoFailure } from './mutants/signal-is-no-failure.ts';
import { stopsAtTheFirst } from './mutants/stops-at-the-first.ts';
import { sweepsWhereItStands } from './mutants/sweeps-where-it-stands.ts';
import { timeoutIsEmpty } from './mutants/timeout-is-empty.ts';
import { twoLevels } from './mutants/two-levels.ts';
import { unguardedRm } from './mutants/unguarded-rm.ts';
import { upperCaseToo } from './mutants/upper-case-too.ts';
import { waitsForEver } from './mutants/waits-for-ever.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** Sweeps with one known bug each: who answers, who lives, who starts, names, links, what can't go, what is said. */
export const mutants: readonly Mutant<Scenario, Observation>[] = [
  outageIsEmpty,
  printedNamesCount,
  signalIsNoFailure,
  timeoutIsEmpty,
  missingDockerIsEmpty,
  oneStatusIsFailure,
  secondOutageIgnored,
  noDockerIsEmpty,
  siblingsGoFirst,
  shellFormMissed,
  carriageReturnKept,
  lastLineLost,
  firstMegabyte,
  lastThousand,
  projectsAreWords,
  projectsAreLowerCase,
  namesAreLabels,
  firstIdCounts,
  oneSessionAProject,
  looksLate,
  looksBetween,
  removesByName,
  upperCaseToo,
  nameIsAPrefix,
  nameHasLines,
  anyFourDigits,
  nameIsSearched,
  anyFourLetters,
  linksGoToo,
  filesGoToo,
  followsOuterLinks,
  loneSiblingsGo,
  followsInnerLinks,
  emptiesTheSibling,
  sweepsWhereItStands,
  stopsAtTheFirst,
  onlyEmptyFolders,
  twoLevels,
  siblingForgotten,
  outageInSilence,
  noDockerInSilence,
  failureInSilence,
  oneWarning,
  mountInSilence,
  unguardedRm,
  outageFails,
  waitsForEver,
  homeMustBeThere,
  runningOnly,
  oneAtATime,
  idAnywhere,
  anyContainerCounts,
  caseDoesNotCount,
  fiveDigitsCount,
  shellsOfShells,
  emptyIsOutage,
  idsAsNumbers,
  linkedHomeRefused,
  homeGoesToo,
];
