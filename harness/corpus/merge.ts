import { basename, join } from 'node:path';
import type { AnyTarget } from '../target.ts';
import type { Case, Expectations } from './case.ts';
import { bucketOfCase, expectationsOf, sameBucket, sameCase } from './coverage.ts';
import { freeName, stemOf } from './name.ts';
import { bySize, smaller } from './order.ts';
import type { BrokenCase, KeptCase } from './read-case.ts';
import { namesIn, readCorpus } from './store.ts';
import { writeCase } from './write-case.ts';

/** A case that comes in under a name that was free. */
interface Added {
  readonly file: string;
  readonly from: string;
  readonly case: Case;
}

/** A file that keeps its name and gets another content. */
interface Replaced extends Added {
  /** The other corpus has a smaller scenario of the same bucket, or the same scenario kills more. */
  readonly because: 'smaller' | 'expects more';
}

/** A case of the other corpus that brings nothing: it is here already, or a smaller one of its bucket is. */
interface Passed {
  readonly file: string;
  readonly from: string;
  readonly because: 'same scenario' | 'smaller here';
}

/** What merging one corpus into another would do. */
export interface MergePlan {
  readonly into: string;
  readonly added: readonly Added[];
  readonly replaced: readonly Replaced[];
  readonly kept: readonly Passed[];
  /** Broken cases of both sides: reported, and left exactly as they are. */
  readonly broken: readonly BrokenCase[];
}

/** A file of the merged corpus: what it was, and what it is to be. */
interface Slot {
  readonly file: string;
  now: KeptCase;
  from?: string;
  because?: 'added' | Replaced['because'];
}

/**
 * Plans a merge and writes nothing. A scenario is kept once for each bucket it was found in, and once for none, with what
 * all expect of it; of a bucket the smaller scenario, unless the larger expects something that the smaller does not: then
 * both stay. All else is added.
 * @throws HarnessFault `disk` when one of the two is no folder that can be read
 */
export async function planMerge(
  into: string,
  other: string,
  targets: readonly AnyTarget[],
): Promise<MergePlan> {
  const ours = await readCorpus(into, targets);
  const theirs = await readCorpus(other, targets);
  const names = new Map<string, string[]>();
  for (const { name } of targets) names.set(name, [...(await namesIn(into, name))]);
  const slots = ours.filter(isKept).map((now): Slot => ({ file: now.file, now }));
  const kept: Passed[] = [];
  // Smallest first, and each scenario whole, so that the outcome does not depend on the files' names.
  for (const coming of distinct(theirs.filter(isKept).sort(bySize))) {
    const passed = settle(coming, slots);
    if (passed === 'new') slots.push(slotFor(into, coming, names.get(coming.target.name) ?? []));
    else if (passed !== 'replaced') kept.push(passed);
  }
  return { into, ...changes(slots), kept, broken: [...ours, ...theirs].filter(isBroken) };
}

/**
 * Does what a plan says.
 * @throws HarnessFault `disk` when a file can't be written, or a name that was free no longer is
 */
export async function applyMerge({ added, replaced }: MergePlan): Promise<void> {
  for (const { file, case: coming } of added) await writeCase(file, coming, { replace: false });
  for (const { file, case: coming } of replaced) await writeCase(file, coming, { replace: true });
}

/** Cases that stand for the same made into one, which expects what each of them does. */
function distinct(cases: readonly KeptCase[]): readonly KeptCase[] {
  const first: KeptCase[] = [];
  for (const next of cases) {
    const index = first.findIndex(known => sameCase(known, next));
    const known = first[index];
    if (known === undefined) first.push(next);
    else first[index] = united(known, next);
  }
  return first;
}

/** Finds the place of a coming case among those that are here. */
function settle(coming: KeptCase, slots: readonly Slot[]): Passed | 'replaced' | 'new' {
  const alike = slots
    .filter(({ now }) => sameBucket(now, coming))
    .sort((one, another) => bySize(one.now, another.now));
  const same = alike.find(({ now }) => sameCase(now, coming));
  if (same !== undefined) return unite(same, coming);
  const rivals = bucketOfCase(coming) === undefined ? [] : alike;
  const winner = rivals.find(
    ({ now }) => smaller(now.canonical, coming.canonical) < 0 && expects(now, coming),
  );
  if (winner !== undefined) return { file: winner.file, from: coming.file, because: 'smaller here' };
  const loser = rivals.find(
    ({ now }) => smaller(coming.canonical, now.canonical) < 0 && expects(coming, now),
  );
  if (loser === undefined) return 'new';
  loser.now = coming;
  loser.from = coming.file;
  loser.because ??= 'smaller';
  return 'replaced';
}

function unite(slot: Slot, coming: KeptCase): Passed | 'replaced' {
  if (expects(slot.now, coming)) {
    return { file: slot.file, from: coming.file, because: 'same scenario' };
  }
  slot.now = united(slot.now, coming);
  slot.from ??= coming.file;
  slot.because ??= 'expects more';
  return 'replaced';
}

/** The first, expecting what both expect. */
function united(first: KeptCase, second: KeptCase): KeptCase {
  const expect = expectations(first.case.expect, second.case.expect);
  return { ...first, case: { ...first.case, expect } };
}

/** What both expect. Of the reference, the first decides: it can't both pass and fail. */
function expectations(first: Expectations, second: Expectations): Expectations {
  const kills = [...new Set([...first.kills, ...second.kills])];
  const known = new Set((first.violates ?? []).map(entry => JSON.stringify(Object.entries(entry).sort())));
  const more = (second.violates ?? []).filter(entry => {
    if (entry.implementation === 'reference' && first.reference === 'pass') return false;
    return !known.has(JSON.stringify(Object.entries(entry).sort()));
  });
  const violates = [...(first.violates ?? []), ...more];
  return violates.length === 0 ? { ...first, kills } : { ...first, kills, violates };
}

/** Whether a case expects everything that another does, the reference aside. */
function expects(one: KeptCase, other: KeptCase): boolean {
  const mine = new Set(expectationsOf(one));
  return expectationsOf(other).every(expectation => mine.has(expectation) || contradicts(one, expectation));
}

function contradicts({ case: { expect } }: KeptCase, expectation: string): boolean {
  return expect.reference === 'pass' && expectation.startsWith('breaks reference ');
}

function slotFor(into: string, coming: KeptCase, taken: string[]): Slot {
  const name = freeName(stemOf(basename(coming.file).replace(/\.json$/i, '')), taken);
  taken.push(name);
  return { file: join(into, coming.target.name, name), now: coming, from: coming.file, because: 'added' };
}

function changes(slots: readonly Slot[]): Pick<MergePlan, 'added' | 'replaced'> {
  const added: Added[] = [];
  const replaced: Replaced[] = [];
  for (const { file, now, from, because } of slots) {
    if (from === undefined || because === undefined) continue;
    if (because === 'added') added.push({ file, from, case: now.case });
    else replaced.push({ file, from, case: now.case, because });
  }
  return { added, replaced };
}

function isKept(read: KeptCase | BrokenCase): read is KeptCase {
  return read.kind === 'case';
}

function isBroken(read: KeptCase | BrokenCase): read is BrokenCase {
  return read.kind === 'broken';
}
