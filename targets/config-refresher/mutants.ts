import type { Mutant } from '../../harness/target.ts';
import { acceptsAnyValue } from './mutants/accepts-any-value.ts';
import { acceptsBom } from './mutants/accepts-bom.ts';
import { blocksOnFifo } from './mutants/blocks-on-fifo.ts';
import { chmodAfterRename } from './mutants/chmod-after-rename.ts';
import { chmodFollowsUmask } from './mutants/chmod-follows-umask.ts';
import { closeFailureIgnored } from './mutants/close-failure-ignored.ts';
import { dropsNestedKeys } from './mutants/drops-nested-keys.ts';
import { eintrForEver } from './mutants/eintr-for-ever.ts';
import { errexitSuppressed } from './mutants/errexit-suppressed.ts';
import { escapedKeyKept } from './mutants/escaped-key-kept.ts';
import { firstDuplicateWins } from './mutants/first-duplicate-wins.ts';
import { firstOfTwoDocuments } from './mutants/first-of-two-documents.ts';
import { fixedTempName } from './mutants/fixed-temp-name.ts';
import { fsyncFailureIgnored } from './mutants/fsync-failure-ignored.ts';
import { lenientUtf8 } from './mutants/lenient-utf8.ts';
import { markerBeforeRename } from './mutants/marker-before-rename.ts';
import { markerOnFailure } from './mutants/marker-on-failure.ts';
import { messageBeforeMarker } from './mutants/message-before-marker.ts';
import { movesIntoFolder } from './mutants/moves-into-folder.ts';
import { nothingToDo } from './mutants/nothing-to-do.ts';
import { oneDuplicateDropped } from './mutants/one-duplicate-dropped.ts';
import { parseAndStringify } from './mutants/parse-and-stringify.ts';
import { protoKeyLost } from './mutants/proto-key-lost.ts';
import { quotesSourceInError } from './mutants/quotes-source-in-error.ts';
import { renameFailureTruncates } from './mutants/rename-failure-truncates.ts';
import { shallowNesting } from './mutants/shallow-nesting.ts';
import { shortWriteIgnored } from './mutants/short-write-ignored.ts';
import { skipWithoutMarker } from './mutants/skip-without-marker.ts';
import { skipWithoutMode } from './mutants/skip-without-mode.ts';
import { snapshotByRename } from './mutants/snapshot-by-rename.ts';
import { sourceOpenedForWriting } from './mutants/source-opened-for-writing.ts';
import { staleTempReused } from './mutants/stale-temp-reused.ts';
import { sweepsLiveTemp } from './mutants/sweeps-live-temp.ts';
import { tempLeftOnFailure } from './mutants/temp-left-on-failure.ts';
import { tempOnAnotherFileSystem } from './mutants/temp-on-another-file-system.ts';
import { tornRead } from './mutants/torn-read.ts';
import { truncateThenFilter } from './mutants/truncate-then-filter.ts';
import { trustsTimestamps } from './mutants/trusts-timestamps.ts';
import { unlinkThenRename } from './mutants/unlink-then-rename.ts';
import { visibleTempNeverSwept } from './mutants/visible-temp-never-swept.ts';
import { writesThroughLink } from './mutants/writes-through-link.ts';
import { zeroWriteForEver } from './mutants/zero-write-for-ever.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** Refreshers with one known bug each: the historical ones first, then steps, publication, reading, content. */
export const mutants: readonly Mutant<Scenario, Observation>[] = [
  truncateThenFilter,
  errexitSuppressed,
  markerBeforeRename,
  messageBeforeMarker,
  markerOnFailure,
  nothingToDo,
  skipWithoutMarker,
  skipWithoutMode,
  chmodFollowsUmask,
  chmodAfterRename,
  shortWriteIgnored,
  zeroWriteForEver,
  fsyncFailureIgnored,
  closeFailureIgnored,
  eintrForEver,
  tempLeftOnFailure,
  fixedTempName,
  staleTempReused,
  visibleTempNeverSwept,
  sweepsLiveTemp,
  tempOnAnotherFileSystem,
  renameFailureTruncates,
  unlinkThenRename,
  writesThroughLink,
  movesIntoFolder,
  blocksOnFifo,
  tornRead,
  trustsTimestamps,
  sourceOpenedForWriting,
  snapshotByRename,
  parseAndStringify,
  protoKeyLost,
  escapedKeyKept,
  oneDuplicateDropped,
  firstDuplicateWins,
  dropsNestedKeys,
  acceptsBom,
  lenientUtf8,
  firstOfTwoDocuments,
  acceptsAnyValue,
  shallowNesting,
  quotesSourceInError,
];
