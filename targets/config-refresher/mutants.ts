import type { Mutant } from '../../harness/target.ts';
import { acceptsAnyValue } from './mutants/accepts-any-value.ts';
import { acceptsBom } from './mutants/accepts-bom.ts';
import { backupPutBack } from './mutants/backup-put-back.ts';
import { blocksOnFifo } from './mutants/blocks-on-fifo.ts';
import { chmodAfterRename } from './mutants/chmod-after-rename.ts';
import { chmodFailureIgnored } from './mutants/chmod-failure-ignored.ts';
import { chmodFollowsUmask } from './mutants/chmod-follows-umask.ts';
import { chmodsTargetFirst } from './mutants/chmods-target-first.ts';
import { closeFailureIgnored } from './mutants/close-failure-ignored.ts';
import { composesCharacters } from './mutants/composes-characters.ts';
import { dropsByPrefix } from './mutants/drops-by-prefix.ts';
import { dropsNestedKeys } from './mutants/drops-nested-keys.ts';
import { eintrForEver } from './mutants/eintr-for-ever.ts';
import { errexitSuppressed } from './mutants/errexit-suppressed.ts';
import { escapedKeyKept } from './mutants/escaped-key-kept.ts';
import { failsInSilence } from './mutants/fails-in-silence.ts';
import { firstDuplicateWins } from './mutants/first-duplicate-wins.ts';
import { firstOfTwoDocuments } from './mutants/first-of-two-documents.ts';
import { fixedTempName } from './mutants/fixed-temp-name.ts';
import { fsyncFailureIgnored } from './mutants/fsync-failure-ignored.ts';
import { interruptedWriteLost } from './mutants/interrupted-write-lost.ts';
import { lenientUtf8 } from './mutants/lenient-utf8.ts';
import { markerBeforeRename } from './mutants/marker-before-rename.ts';
import { markerByRedirection } from './mutants/marker-by-redirection.ts';
import { markerFailureIgnored } from './mutants/marker-failure-ignored.ts';
import { markerForEverybody } from './mutants/marker-for-everybody.ts';
import { markerInTheFuture } from './mutants/marker-in-the-future.ts';
import { markerOnFailure } from './mutants/marker-on-failure.ts';
import { messageBeforeMarker } from './mutants/message-before-marker.ts';
import { movesIntoFolder } from './mutants/moves-into-folder.ts';
import { nothingToDo } from './mutants/nothing-to-do.ts';
import { oneDuplicateDropped } from './mutants/one-duplicate-dropped.ts';
import { oneFileByTwoNames } from './mutants/one-file-by-two-names.ts';
import { parseAndStringify } from './mutants/parse-and-stringify.ts';
import { plantedLinkFollowed } from './mutants/planted-link-followed.ts';
import { protoKeyLost } from './mutants/proto-key-lost.ts';
import { quotesSourceInError } from './mutants/quotes-source-in-error.ts';
import { readsOneBuffer } from './mutants/reads-one-buffer.ts';
import { readsToSizeForEver } from './mutants/reads-to-size-for-ever.ts';
import { renameFailureTruncates } from './mutants/rename-failure-truncates.ts';
import { rollsBackLate } from './mutants/rolls-back-late.ts';
import { shallowNesting } from './mutants/shallow-nesting.ts';
import { shortWriteIgnored } from './mutants/short-write-ignored.ts';
import { skipWithoutMarker } from './mutants/skip-without-marker.ts';
import { skipWithoutMode } from './mutants/skip-without-mode.ts';
import { snapshotByRename } from './mutants/snapshot-by-rename.ts';
import { sourceOpenedForWriting } from './mutants/source-opened-for-writing.ts';
import { staleLock } from './mutants/stale-lock.ts';
import { staleTempReused } from './mutants/stale-temp-reused.ts';
import { sweepsByGlob } from './mutants/sweeps-by-glob.ts';
import { sweepsLiveTemp } from './mutants/sweeps-live-temp.ts';
import { tempLeftOnFailure } from './mutants/temp-left-on-failure.ts';
import { tempOnAnotherFileSystem } from './mutants/temp-on-another-file-system.ts';
import { tornRead } from './mutants/torn-read.ts';
import { truncateThenFilter } from './mutants/truncate-then-filter.ts';
import { trustsTimestamps } from './mutants/trusts-timestamps.ts';
import { unlinkThenRename } from './mutants/unlink-then-rename.ts';
import { verifiesTooLate } from './mutants/verifies-too-late.ts';
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
  markerFailureIgnored,
  markerInTheFuture,
  markerForEverybody,
  markerByRedirection,
  failsInSilence,
  verifiesTooLate,
  rollsBackLate,
  backupPutBack,
  nothingToDo,
  skipWithoutMarker,
  skipWithoutMode,
  chmodFollowsUmask,
  chmodAfterRename,
  chmodsTargetFirst,
  chmodFailureIgnored,
  shortWriteIgnored,
  zeroWriteForEver,
  interruptedWriteLost,
  fsyncFailureIgnored,
  closeFailureIgnored,
  eintrForEver,
  tempLeftOnFailure,
  fixedTempName,
  plantedLinkFollowed,
  staleTempReused,
  visibleTempNeverSwept,
  sweepsLiveTemp,
  sweepsByGlob,
  staleLock,
  tempOnAnotherFileSystem,
  renameFailureTruncates,
  unlinkThenRename,
  writesThroughLink,
  oneFileByTwoNames,
  movesIntoFolder,
  blocksOnFifo,
  tornRead,
  readsToSizeForEver,
  readsOneBuffer,
  trustsTimestamps,
  sourceOpenedForWriting,
  snapshotByRename,
  parseAndStringify,
  protoKeyLost,
  escapedKeyKept,
  oneDuplicateDropped,
  firstDuplicateWins,
  dropsNestedKeys,
  dropsByPrefix,
  composesCharacters,
  acceptsBom,
  lenientUtf8,
  firstOfTwoDocuments,
  acceptsAnyValue,
  shallowNesting,
  quotesSourceInError,
];
