import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  record,
  sample,
  uniqueArray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOf } from '../../arbitraries/capability-mask.ts';
import { edgeUids } from '../../arbitraries/identity.ts';
import type { Identity } from '../../stage.ts';
import { identityAfterExec } from './after-exec.ts';
import { beyond, common, noCapabilities, union } from './capability-set.ts';
import { type IdentityFacts, identityFacts } from './identity-facts.ts';
import { identityFor } from './identity-for.ts';
import { identityWords } from './identity-words.ts';
import { ownerOnDisk } from './on-disk.ts';
import { type ProcessIdentity, parseProcessIdentity } from './process-identity.ts';

const facts = identityFacts();
const own = beyond(facts.own.bounding, noCapabilities);
const canChange =
  process.geteuid?.() === 0 && facts.hasSetpriv && facts.mayGroup && facts.uids.some(({ to }) => to > 1e6);
const otherwise = canChange ? '' : ' (skipped: this process may not change who it is)';
const runs = 300;

const id = constantFrom(...edgeUids);
const ids = record({ real: id, effective: id }, { noNullPrototype: true });
const mask: Arbitrary<string> = uniqueArray(constantFrom(...own), { maxLength: 6 }).map(maskOf);

/** Sets as capset(2) and prctl(2) take them: ambient within inheritable within bounding. */
const identity: Arbitrary<Identity> = record({
  uid: ids,
  gid: ids,
  groups: array(id, { maxLength: 4 }),
  bounding: mask,
  inheritable: mask,
  ambient: mask,
  noNewPrivileges: boolean(),
}).map(drawn => {
  const bounding = union(drawn.bounding, drawn.inheritable);
  return { ...drawn, bounding, ambient: common(drawn.ambient, drawn.inheritable) };
});

function really(given: Identity): ProcessIdentity {
  const [program, ...words] = identityWords(given);
  const { status, stdout, stderr } = spawnSync(program, [...words, 'cat', '/proc/self/status'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return parseProcessIdentity(stdout);
}

describe('a process that begins with an identity', () => {
  it.runIf(canChange)(`is what the model of execve says, ${runs} times${otherwise}`, () => {
    for (const given of sample(identity, { seed: 20261124, numRuns: runs }))
      expect(really(given)).toEqual(identityAfterExec(given, facts.splitIds));
  });

  it.runIf(canChange)(`can be asked for by what it comes to${otherwise}`, () => {
    for (const given of sample(identity, { seed: 20261125, numRuns: runs })) {
      const wanted = identityAfterExec(given, facts.splitIds);
      const found = identityFor(wanted, facts);
      if (facts.splitIds === 'as-any-other') expect(found.kind).toBe('possible');
      if (found.kind === 'possible' && found.identity !== undefined)
        expect(identityAfterExec(found.identity, facts.splitIds)).toEqual(wanted);
    }
  });
});

function withFile(act: (file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-owner-'));
  try {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    act(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const canEnter = facts.noUserNamespaces === undefined && facts.hasSetpriv;
const shut = canEnter ? '' : ` (skipped: ${facts.noUserNamespaces ?? 'setpriv is not installed'})`;
/** What this machine is to who is not root. */
const asUser: IdentityFacts = { ...facts, own: { ...facts.own, effective: noCapabilities } };
const everyMask = uniqueArray(
  constantFrom(...Array.from({ length: facts.lastCapability + 1 }, (_, n) => n)),
  {
    maxLength: 8,
  },
).map(maskOf);

const single: Arbitrary<Identity> = record({
  uid: id,
  gid: id,
  bounding: everyMask,
  inheritable: everyMask,
  ambient: everyMask,
  noNewPrivileges: facts.own.noNewPrivileges ? constant(true) : boolean(),
}).map(({ uid, gid, ...drawn }) => {
  const bounding = union(drawn.bounding, drawn.inheritable);
  const ids = { uid: { real: uid, effective: uid }, gid: { real: gid, effective: gid }, groups: [] };
  return { ...drawn, ...ids, bounding, ambient: common(drawn.ambient, drawn.inheritable) };
});

describe('a process that begins with an identity in a user namespace', () => {
  it.runIf(canEnter)(`is exactly who was asked for, whoever the harness is, ${runs} times${shut}`, () => {
    for (const given of sample(single, { seed: 20261126, numRuns: runs })) {
      const wanted = { ...identityAfterExec(given, facts.splitIds), groups: undefined };
      const found = identityFor(wanted, asUser);
      if (found.kind === 'impossible') expect.fail(found.reason);
      if (found.identity === undefined) continue;
      expect(found.identity.inUserNamespace).toBe(true);
      const { groups, ...rest } = really(found.identity);
      expect({ ...rest, groups: undefined }).toEqual(wanted);
      expect([...groups].sort((one, other) => one - other)).toEqual(found.identity.groups);
    }
  });

  it.runIf(canEnter)(`owns what the harness's own user owns, and nothing else${shut}`, () => {
    const outright: Identity = {
      uid: { real: 1234, effective: 1234 },
      gid: { real: 1234, effective: 1234 },
      groups: [],
      bounding: noCapabilities,
      inheritable: noCapabilities,
      ambient: noCapabilities,
      noNewPrivileges: true,
    };
    const identity: Identity = { ...outright, inUserNamespace: true };
    const owner = (path: string): number => {
      const [program, ...words] = identityWords(identity);
      return Number(spawnSync(program, [...words, 'stat', '-c', '%u', path], { encoding: 'utf8' }).stdout);
    };
    withFile(file => {
      expect(owner(file)).toBe(1234);
      expect(statSync(file).uid).toBe(ownerOnDisk(1234, identity, facts.own));
      if (!canChange) return;
      chownSync(file, 4321, 4321);
      expect(owner(file)).toBe(65_534);
    });
    expect(ownerOnDisk(4321, identity, facts.own)).toBeUndefined();
    expect(ownerOnDisk(4321, outright, facts.own)).toBe(4321);
  });
});

/** One ordinary user with one capability. */
const usual: ProcessIdentity = {
  uid: { real: 1000, effective: 1000, saved: 1000 },
  gid: { real: 1000, effective: 1000, saved: 1000 },
  groups: [1000],
  inheritable: maskOf([10]),
  permitted: maskOf([10]),
  effective: maskOf([10]),
  bounding: maskOf([10, 21]),
  ambient: maskOf([10]),
  noNewPrivileges: true,
};

/** A machine with everything but one capability, whatever this one has. */
const machine = {
  own: {
    ...usual,
    uid: { real: 0, effective: 0, saved: 0 },
    bounding: '000001fffeffffff',
    effective: '000001fffeffffff',
    noNewPrivileges: false,
  },
  uids: [{ from: 0, to: 2 ** 32 - 2 }],
  gids: [{ from: 0, to: 2 ** 32 - 2 }],
  mayGroup: true,
  lastCapability: 40,
  hasSetpriv: true,
  splitIds: 'as-any-other',
  noUserNamespaces: 'no user namespaces',
  overflowGid: 65_534,
} as const;

function reason(wanted: Partial<ProcessIdentity>, differing: Partial<IdentityFacts> = {}): string {
  const found = identityFor({ ...usual, ...wanted }, { ...machine, ...differing });
  return found.kind === 'possible' ? 'possible' : found.reason;
}

describe('an identity that can not be had', () => {
  it('is told from one that can', () => {
    expect(reason({})).toBe('possible');
    const sets = { permitted: maskOf([10, 21]), uid: { real: 0, effective: 7, saved: 7 } };
    expect(reason(sets)).toBe('possible');
  });

  it.each<[string, Partial<ProcessIdentity>, RegExp]>([
    ['a saved id apart', { uid: { real: 1000, effective: 1000, saved: 0 } }, /saved id/],
    ['a saved group apart', { gid: { real: 1000, effective: 1000, saved: 0 } }, /saved id/],
    ['a number nobody knows', { bounding: maskOf([10, 41]) }, /knows no capability 41/],
    ['ambient beyond inheritable', { inheritable: noCapabilities }, /ambient/],
    ['a bit that is missing here', { bounding: maskOf([10, 24]) }, /24 is not in the bounding set of/],
    ['inheritable beyond bounding', { bounding: maskOf([21]) }, /10 is to be inheritable/],
    ['effective of its own', { ambient: noCapabilities }, /10 does not become effective/],
    ['less effective than ambient', { effective: noCapabilities }, /10 becomes effective/],
    ['dormant without root', { permitted: maskOf([10, 21]) }, /21 is permitted and not effective/],
    [
      'root with less than its bounding set',
      { uid: { real: 0, effective: 0, saved: 0 } },
      /21 becomes effective/,
    ],
    [
      'real root without its bounding set',
      { uid: { real: 0, effective: 1, saved: 1 } },
      /21 becomes permitted/,
    ],
  ])('%s', (_, wanted, expected) => {
    expect(reason(wanted)).toMatch(expected);
  });

  it('depends on where the harness is', () => {
    expect(reason({}, { hasSetpriv: false })).toMatch(/setpriv/);
    expect(reason({}, { own: { ...machine.own, effective: maskOf([6, 8]) } })).toMatch(/CAP_SETUID/);
    expect(reason({}, { uids: [{ from: 0, to: 0 }] })).toMatch(/user id 1000 does not exist/);
    expect(reason({}, { gids: [{ from: 0, to: 0 }] })).toMatch(/group id 1000 does not exist/);
    expect(reason({}, { mayGroup: false })).toMatch(/setgroups/);
    const own = { ...machine.own, noNewPrivileges: true };
    expect(reason({ noNewPrivileges: false }, { own })).toMatch(/no_new_privs/);
  });

  it('depends on how old the kernel is', () => {
    const uid = { real: 1000, effective: 7, saved: 7 };
    expect(reason({ uid })).toBe('possible');
    expect(reason({ uid }, { splitIds: 'as-set-id' })).toMatch(/makes the effective ids/);
    expect(reason({ uid, noNewPrivileges: false }, { splitIds: 'as-set-id' })).toMatch(/drops ambient/);
  });

  it('depends on what a user namespace gives, where the harness is not root', () => {
    const own = { ...machine.own, groups: [], effective: noCapabilities };
    const user = { own, noUserNamespaces: undefined };
    expect(reason({ groups: [] }, user)).toBe('possible');
    expect(reason({ groups: [] }, { own })).toMatch(/not root: it lacks CAP_SETUID, and no user namespaces/);
    expect(reason({}, user)).toMatch(/groups stay those of the harness in a user namespace: none/);
    const grouped = { ...user, own: { ...own, groups: [0, 4], gid: { real: 4, effective: 4, saved: 4 } } };
    expect(reason({ groups: [65_534, 1000] }, grouped)).toBe('possible');
    expect(reason({ groups: [0, 4] }, grouped)).toMatch(/namespace: 1000 65534/);
    const apart = { real: 1000, effective: 7, saved: 7 };
    expect(reason({ groups: [], uid: apart }, user)).toMatch(/one user id: real and effective/);
    expect(reason({ groups: [], gid: apart }, user)).toMatch(/one group id: real and effective/);
    expect(reason({ groups: [] }, { ...user, own: { ...own, uid: apart } })).toMatch(
      /harness has two user ids/,
    );
    expect(
      reason({ groups: [], noNewPrivileges: false }, { ...user, own: { ...own, noNewPrivileges: true } }),
    ).toMatch(/no_new_privs/);
    expect(reason({ groups: [], bounding: maskOf([10, 24]) }, user)).toBe('possible');
  });

  it('is never the one that the harness has itself', () => {
    const plain = identityAfterExec(facts.own, 'as-any-other');
    expect(identityFor(plain, { ...facts, hasSetpriv: false })).toEqual({
      kind: 'possible',
      identity: undefined,
    });
  });
});
