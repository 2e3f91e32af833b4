import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { type Arbitrary, array, boolean, constantFrom, record, sample, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOf } from '../../arbitraries/capability-mask.ts';
import { edgeUids } from '../../arbitraries/identity.ts';
import type { Identity } from '../../stage.ts';
import { identityAfterExec } from './after-exec.ts';
import { beyond, common, noCapabilities, union } from './capability-set.ts';
import { identityFacts } from './identity-facts.ts';
import { identityFor } from './identity-for.ts';
import { identityWords } from './identity-words.ts';
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
  const words = [...identityWords(given), '--', 'cat', '/proc/self/status'];
  const { status, stdout, stderr } = spawnSync('setpriv', words, { encoding: 'utf8' });
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
} as const;

function reason(wanted: Partial<ProcessIdentity>, differing: Partial<typeof facts> = {}): string {
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

  it('is never the one that the harness has itself', () => {
    const plain = identityAfterExec(facts.own, 'as-any-other');
    expect(identityFor(plain, { ...facts, hasSetpriv: false })).toEqual({
      kind: 'possible',
      identity: undefined,
    });
  });
});
