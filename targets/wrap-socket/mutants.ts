import type { WrapMutant } from './mutant.ts';
import { acceptsOnce } from './mutants/accepts-once.ts';
import { adoptsAFolderOfAnother } from './mutants/adopts-a-folder-of-another.ts';
import { callerCutTo32Bits } from './mutants/caller-cut-to-32-bits.ts';
import { checksOnlyNotify } from './mutants/checks-only-notify.ts';
import { closesBeforeItLooks } from './mutants/closes-before-it-looks.ts';
import { closesTheFolderLast } from './mutants/closes-the-folder-last.ts';
import { comparesAsText } from './mutants/compares-as-text.ts';
import { comparesGid } from './mutants/compares-gid.ts';
import { comparesSixteenBits } from './mutants/compares-sixteen-bits.ts';
import { credentialErrorIsRoot } from './mutants/credential-error-is-root.ts';
import { diesWhenAcceptFails } from './mutants/dies-when-accept-fails.ts';
import { everybodyMay } from './mutants/everybody-may.ts';
import { fallbackSkipsTheCheck } from './mutants/fallback-skips-the-check.ts';
import { fallsBackInSilence } from './mutants/falls-back-in-silence.ts';
import { fallsBackTo0777 } from './mutants/falls-back-to-0777.ts';
import { followsALink } from './mutants/follows-a-link.ts';
import { forgetsToClose } from './mutants/forgets-to-close.ts';
import { givesASocketUp } from './mutants/gives-a-socket-up.ts';
import { givesTheFolderFirst } from './mutants/gives-the-folder-first.ts';
import { halfMadeStartStays } from './mutants/half-made-start-stays.ts';
import { keepsTheFirstVerdict } from './mutants/keeps-the-first-verdict.ts';
import { keepsTheSetGroupBit } from './mutants/keeps-the-set-group-bit.ts';
import { leavesItsSockets } from './mutants/leaves-its-sockets.ts';
import { legacyIsRoot } from './mutants/legacy-is-root.ts';
import { listensBeforeChmod } from './mutants/listens-before-chmod.ts';
import { minusOneIsUnset } from './mutants/minus-one-is-unset.ts';
import { namesTheCallerInEachLine } from './mutants/names-the-caller-in-each-line.ts';
import { neverGivesOwnership } from './mutants/never-gives-ownership.ts';
import { oneCallerIsEnough } from './mutants/one-caller-is-enough.ts';
import { overflowUidIsACaller } from './mutants/overflow-uid-is-a-caller.ts';
import { overlooksHiddenNames } from './mutants/overlooks-hidden-names.ts';
import { ownUserIsWelcome } from './mutants/own-user-is-welcome.ts';
import { panicsAtAWrongPeer } from './mutants/panics-at-a-wrong-peer.ts';
import { pidZeroIsAMatch } from './mutants/pid-zero-is-a-match.ts';
import { readsALineOfText } from './mutants/reads-a-line-of-text.ts';
import { readyBeforeItListens } from './mutants/ready-before-it-listens.ts';
import { refusesAnyFolder } from './mutants/refuses-any-folder.ts';
import { remembersAProcess } from './mutants/remembers-a-process.ts';
import { removesStaleSockets } from './mutants/removes-stale-sockets.ts';
import { rootIsWelcome } from './mutants/root-is-welcome.ts';
import { saysNothingOfTheRejected } from './mutants/says-nothing-of-the-rejected.ts';
import { spinsWithoutDescriptors } from './mutants/spins-without-descriptors.ts';
import { stopsAfterAnUnreadableCredential } from './mutants/stops-after-an-unreadable-credential.ts';
import { stopsAtWhatItCannotRemove } from './mutants/stops-at-what-it-cannot-remove.ts';
import { unreadableCallerIsZero } from './mutants/unreadable-caller-is-zero.ts';
import { unreadableCredentialPasses } from './mutants/unreadable-credential-passes.ts';
import { waitsForTheFirstMessage } from './mutants/waits-for-the-first-message.ts';
import { worksInTheCallersFolder } from './mutants/works-in-the-callers-folder.ts';

/** Servers with one known bug each: the historical ones first, then who is let in, modes, errors, what is there, what is told. */
export const mutants: readonly WrapMutant[] = [
  acceptsOnce,
  everybodyMay,
  waitsForTheFirstMessage,
  credentialErrorIsRoot,
  unreadableCredentialPasses,
  listensBeforeChmod,
  closesTheFolderLast,
  readyBeforeItListens,
  comparesGid,
  comparesSixteenBits,
  comparesAsText,
  rootIsWelcome,
  ownUserIsWelcome,
  overflowUidIsACaller,
  minusOneIsUnset,
  pidZeroIsAMatch,
  unreadableCallerIsZero,
  readsALineOfText,
  callerCutTo32Bits,
  fallbackSkipsTheCheck,
  fallsBackInSilence,
  fallsBackTo0777,
  diesWhenAcceptFails,
  spinsWithoutDescriptors,
  givesASocketUp,
  forgetsToClose,
  checksOnlyNotify,
  keepsTheFirstVerdict,
  remembersAProcess,
  followsALink,
  removesStaleSockets,
  overlooksHiddenNames,
  adoptsAFolderOfAnother,
  givesTheFolderFirst,
  worksInTheCallersFolder,
  neverGivesOwnership,
  legacyIsRoot,
  saysNothingOfTheRejected,
  namesTheCallerInEachLine,
  leavesItsSockets,
  stopsAtWhatItCannotRemove,
  halfMadeStartStays,
  keepsTheSetGroupBit,
  refusesAnyFolder,
  stopsAfterAnUnreadableCredential,
  closesBeforeItLooks,
  panicsAtAWrongPeer,
  oneCallerIsEnough,
];
