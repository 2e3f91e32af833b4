import type { Credentials } from './machine.ts';

/** Whom the sockets are for. */
export type Caller =
  | { readonly kind: 'known'; readonly uid: number }
  /** A number that means nobody: no peer can ever be it. */
  | { readonly kind: 'nobody' }
  /** A client that does not say who it is: the compatibility path, open to everybody. */
  | { readonly kind: 'legacy' };

/** What the kernel says in place of an id that a user namespace does not have: user_namespaces(7). */
const overflowUid = 65_534;
/** (uid_t) -1: "no id" to chown(2) and in unset fields. */
const noUid = 4_294_967_295;

/** Reads CALLER_UID; undefined: it is none. Only plain decimal digits: what is read loosely becomes somebody else. */
export function readCaller(text: string): Caller | undefined {
  if (text === '-' || text === '0') return { kind: 'legacy' };
  if (!/^[1-9]\d{0,9}$/.test(text)) return undefined;
  const uid = Number(text);
  if (uid > noUid) return undefined;
  return uid === overflowUid || uid === noUid ? { kind: 'nobody' } : { kind: 'known', uid };
}

/**
 * Whether a peer may have the socket.
 * @param peer undefined: the kernel did not tell, which is no reason to let anybody in but on the compatibility path
 */
export function mayHave(caller: Caller, peer: Credentials | undefined): boolean {
  if (caller.kind === 'legacy') return true;
  if (caller.kind === 'nobody' || peer === undefined) return false;
  // A process that this one can't even name can't be told from any other.
  return peer.uid === caller.uid && peer.pid > 0;
}
