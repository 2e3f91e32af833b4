import type { Identity } from '../../stage.ts';
import { identityAfterExec } from './after-exec.ts';
import { asMask, beyond, bitsIn, hasCapability } from './capability-set.ts';
import type { IdentityFacts, IdRange } from './identity-facts.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** An identity that can be had here, undefined where the harness's own is it; or why it can't. */
export type Obtainable =
  | { readonly kind: 'possible'; readonly identity: Identity | undefined }
  /** The reason is a clause without its full stop. */
  | { readonly kind: 'impossible'; readonly reason: string };

/**
 * What a process must be before execve(2) so that the program is exactly this after it. Bounding, inheritable and
 * ambient set go through execve as they are; permitted and effective set follow from them and the user ids.
 */
export function identityFor(wanted: ProcessIdentity, facts: IdentityFacts): Obtainable {
  if (isSame(wanted, afterPlainExec(facts.own))) return { kind: 'possible', identity: undefined };
  for (const reason of reasons(wanted, facts)) return { kind: 'impossible', reason };
  const { uid, gid, groups, bounding, inheritable, ambient, noNewPrivileges } = wanted;
  return {
    kind: 'possible',
    identity: {
      uid: { real: uid.real, effective: uid.effective },
      gid: { real: gid.real, effective: gid.effective },
      groups,
      bounding,
      inheritable,
      ambient,
      noNewPrivileges,
    },
  };
}

/** What the harness's own programs are, where it changes nothing. */
function afterPlainExec(own: ProcessIdentity): ProcessIdentity {
  return identityAfterExec(own, 'as-any-other');
}

function* reasons(wanted: ProcessIdentity, facts: IdentityFacts): Generator<string> {
  yield* ofTheKernel(wanted, facts);
  yield* ofThisMachine(wanted, facts);
  yield* ofExec(wanted, facts);
}

/** What no process has after execve(2), on any machine. */
function* ofTheKernel(wanted: ProcessIdentity, { lastCapability }: IdentityFacts): Generator<string> {
  const { uid, gid, permitted, effective, bounding, inheritable, ambient } = wanted;
  if (uid.saved !== uid.effective || gid.saved !== gid.effective)
    yield 'a saved id is the effective one once a program has begun (execve(2))';
  const all =
    bitsIn(permitted) | bitsIn(effective) | bitsIn(bounding) | bitsIn(inheritable) | bitsIn(ambient);
  const [unknown] = beyond(asMask(all), asMask((1n << BigInt(lastCapability + 1)) - 1n));
  if (unknown !== undefined) yield `this kernel knows no capability ${unknown}`;
  if (beyond(ambient, inheritable).length > 0) yield 'an ambient capability is inheritable (capabilities(7))';
}

/** What the harness can't give, being who and where it is. */
function* ofThisMachine(wanted: ProcessIdentity, facts: IdentityFacts): Generator<string> {
  const { own, uids, gids, mayGroup, hasSetpriv } = facts;
  if (!hasSetpriv) yield 'setpriv (util-linux) is not installed';
  for (const [number, name] of changing) {
    if (!hasCapability(own.effective, number)) yield `the harness is not root: it lacks ${name}`;
  }
  for (const id of [wanted.uid.real, wanted.uid.effective]) {
    if (!isIn(id, uids)) yield `user id ${id} does not exist in this user namespace`;
  }
  for (const id of [wanted.gid.real, wanted.gid.effective, ...wanted.groups]) {
    if (!isIn(id, gids)) yield `group id ${id} does not exist in this user namespace`;
  }
  if (!mayGroup) yield 'this user namespace does not allow setgroups(2)';
  if (own.noNewPrivileges && !wanted.noNewPrivileges) yield 'no_new_privs is set on the harness itself';
  for (const number of beyond(wanted.bounding, own.bounding))
    yield `capability ${number} is not in the bounding set of the harness`;
  for (const number of beyond(wanted.inheritable, wanted.bounding))
    yield `capability ${number} is to be inheritable and not in the bounding set`;
}

const changing = [
  [7, 'CAP_SETUID'],
  [6, 'CAP_SETGID'],
  [8, 'CAP_SETPCAP'],
] as const;

/** What execve(2) makes otherwise. */
function* ofExec(wanted: ProcessIdentity, { splitIds }: IdentityFacts): Generator<string> {
  const made = identityAfterExec(wanted, splitIds);
  if (made.uid.effective !== wanted.uid.effective || made.gid.effective !== wanted.gid.effective)
    yield 'with no_new_privs this kernel makes the effective ids the real ones at execve(2)';
  if (made.ambient !== wanted.ambient)
    yield 'this kernel drops ambient capabilities at execve(2) where real and effective ids differ';
  for (const number of beyond(wanted.effective, made.effective))
    yield `capability ${number} does not become effective at execve(2)`;
  for (const number of beyond(made.effective, wanted.effective))
    yield `capability ${number} becomes effective at execve(2)`;
  for (const number of beyond(wanted.permitted, made.permitted))
    yield `capability ${number} is permitted and not effective after execve(2) only where the real user id alone is 0`;
  for (const number of beyond(made.permitted, wanted.permitted))
    yield `capability ${number} becomes permitted at execve(2)`;
}

function isIn(id: number, ranges: readonly IdRange[]): boolean {
  return ranges.some(({ from, to }) => id >= from && id <= to);
}

function isSame(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder({ uid, gid, groups, ...rest }: ProcessIdentity): unknown {
  const { inheritable, permitted, effective, bounding, ambient, noNewPrivileges } = rest;
  const sorted = [...groups].sort((one, other) => one - other);
  const ids = [uid.real, uid.effective, uid.saved, gid.real, gid.effective, gid.saved, ...sorted];
  return [ids, inheritable, permitted, effective, bounding, ambient, noNewPrivileges];
}
