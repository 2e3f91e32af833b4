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

/** Who a program is to be. */
export interface WantedIdentity extends Omit<ProcessIdentity, 'groups'> {
  /** Undefined: those that the harness can't take off it. */
  readonly groups: readonly number[] | undefined;
}

/**
 * What a process must be before execve(2) so that the program is exactly this after it, and by which way: outright
 * where the harness may, else in a user namespace. Bounding, inheritable and ambient set go through execve as they are;
 * permitted and effective set follow from them and the user ids.
 */
export function identityFor(wanted: WantedIdentity, facts: IdentityFacts): Obtainable {
  const { own } = facts;
  if (isSame({ ...wanted, groups: wanted.groups ?? own.groups }, afterPlainExec(own)))
    return { kind: 'possible', identity: undefined };
  const anywhere = first(ofTheKernel(wanted, facts));
  if (anywhere !== undefined) return { kind: 'impossible', reason: anywhere };
  const outright = first(ofThisMachine(wanted, facts), ofExec(wanted, facts));
  if (outright === undefined) return { kind: 'possible', identity: asked(wanted, wanted.groups ?? []) };
  const inside = first(ofUserNamespace(wanted, facts), ofExec(wanted, facts));
  if (inside === undefined) {
    const identity = asked(wanted, groupsInside(wanted.gid.effective, facts));
    return { kind: 'possible', identity: { ...identity, inUserNamespace: true } };
  }
  if (mayChange(facts)) return { kind: 'impossible', reason: outright };
  const reason = facts.noUserNamespaces === undefined ? inside : `${outright}, and ${inside}`;
  return { kind: 'impossible', reason };
}

function first(...lists: readonly Iterable<string>[]): string | undefined {
  for (const list of lists) for (const reason of list) return reason;
  return undefined;
}

function asked(wanted: WantedIdentity, groups: readonly number[]): Identity {
  const { uid, gid, bounding, inheritable, ambient, noNewPrivileges } = wanted;
  return {
    uid: { real: uid.real, effective: uid.effective },
    gid: { real: gid.real, effective: gid.effective },
    groups,
    bounding,
    inheritable,
    ambient,
    noNewPrivileges,
  };
}

/** What the harness's own programs are, where it changes nothing. */
function afterPlainExec(own: ProcessIdentity): ProcessIdentity {
  return identityAfterExec(own, 'as-any-other');
}

/** What no process has after execve(2), on any machine. */
function* ofTheKernel(wanted: WantedIdentity, { lastCapability }: IdentityFacts): Generator<string> {
  const { uid, gid, permitted, effective, bounding, inheritable, ambient } = wanted;
  if (uid.saved !== uid.effective || gid.saved !== gid.effective)
    yield 'a saved id is the effective one once a program has begun (execve(2))';
  const all =
    bitsIn(permitted) | bitsIn(effective) | bitsIn(bounding) | bitsIn(inheritable) | bitsIn(ambient);
  const [unknown] = beyond(asMask(all), asMask((1n << BigInt(lastCapability + 1)) - 1n));
  if (unknown !== undefined) yield `this kernel knows no capability ${unknown}`;
  if (beyond(ambient, inheritable).length > 0) yield 'an ambient capability is inheritable (capabilities(7))';
}

/** What the harness can't give outright, being who and where it is. */
function* ofThisMachine(wanted: WantedIdentity, facts: IdentityFacts): Generator<string> {
  const { own, uids, gids, mayGroup } = facts;
  yield* ofSetpriv(wanted, facts);
  for (const [number, name] of changing) {
    if (!hasCapability(own.effective, number)) yield `the harness is not root: it lacks ${name}`;
  }
  for (const id of [wanted.uid.real, wanted.uid.effective]) {
    if (!isIn(id, uids)) yield `user id ${id} does not exist in this user namespace`;
  }
  for (const id of [wanted.gid.real, wanted.gid.effective, ...(wanted.groups ?? [])]) {
    if (!isIn(id, gids)) yield `group id ${id} does not exist in this user namespace`;
  }
  if (!mayGroup) yield 'this user namespace does not allow setgroups(2)';
  for (const number of beyond(wanted.bounding, own.bounding))
    yield `capability ${number} is not in the bounding set of the harness`;
}

const changing = [
  [7, 'CAP_SETUID'],
  [6, 'CAP_SETGID'],
  [8, 'CAP_SETPCAP'],
] as const;

function mayChange({ own }: IdentityFacts): boolean {
  return changing.every(([number]) => hasCapability(own.effective, number));
}

/**
 * What a user namespace can't give (user_namespaces(7)): who is not root outside names one user id and one group id in
 * it, its own, and may not call setgroups(2). The bounding set is full there, whatever it is outside.
 */
function* ofUserNamespace(wanted: WantedIdentity, facts: IdentityFacts): Generator<string> {
  const { own, noUserNamespaces } = facts;
  yield* ofSetpriv(wanted, facts);
  if (noUserNamespaces !== undefined) yield noUserNamespaces;
  for (const [name, ids, ownIds] of [
    ['user', wanted.uid, own.uid],
    ['group', wanted.gid, own.gid],
  ] as const) {
    if (ids.real !== ids.effective)
      yield `a user namespace of somebody who is not root has one ${name} id: real and effective can not differ`;
    if (ownIds.real !== ownIds.effective) yield `the harness has two ${name} ids, of which one has no name`;
  }
  const groups = groupsInside(wanted.gid.effective, facts);
  if (wanted.groups !== undefined && String(inOrder(wanted.groups)) !== String(groups))
    yield `groups stay those of the harness in a user namespace: ${groups.join(' ') || 'none'}`;
}

/** What the groups of the harness are called in a user namespace where its group has that name. */
function groupsInside(gid: number, { own, overflowGid }: IdentityFacts): readonly number[] {
  return inOrder(own.groups.map(group => (group === own.gid.effective ? gid : overflowGid)));
}

/** What setpriv can't give, wherever it runs. */
function* ofSetpriv(wanted: WantedIdentity, { own, hasSetpriv }: IdentityFacts): Generator<string> {
  if (!hasSetpriv) yield 'setpriv (util-linux) is not installed';
  if (own.noNewPrivileges && !wanted.noNewPrivileges) yield 'no_new_privs is set on the harness itself';
  for (const number of beyond(wanted.inheritable, wanted.bounding))
    yield `capability ${number} is to be inheritable and not in the bounding set`;
}

/** What execve(2) makes otherwise. */
function* ofExec(wanted: WantedIdentity, { splitIds }: IdentityFacts): Generator<string> {
  const made = identityAfterExec({ ...wanted, groups: [] }, splitIds);
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
  return JSON.stringify(listed(one)) === JSON.stringify(listed(other));
}

function listed({ uid, gid, groups, ...rest }: ProcessIdentity): unknown {
  const { inheritable, permitted, effective, bounding, ambient, noNewPrivileges } = rest;
  const ids = [uid.real, uid.effective, uid.saved, gid.real, gid.effective, gid.saved, ...inOrder(groups)];
  return [ids, inheritable, permitted, effective, bounding, ambient, noNewPrivileges];
}

function inOrder(groups: readonly number[]): readonly number[] {
  return [...groups].sort((one, other) => one - other);
}
