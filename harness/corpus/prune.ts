import type { AnyTarget } from '../target.ts';
import { coverageOf } from './coverage.ts';
import { removeDurably } from './durable-write.ts';
import { byBytes, bySize } from './order.ts';
import type { BrokenCase, KeptCase } from './read-case.ts';
import { readCorpus } from './store.ts';

export interface PruneOptions {
  /** Also drops cases that come from a seed or were written: otherwise these always stay. */
  readonly all?: boolean;
}

/** What pruning a corpus would do. Files are in byte order. */
export interface PrunePlan {
  readonly corpus: string;
  readonly kept: readonly string[];
  readonly dropped: readonly string[];
  /** Reported, and left exactly as they are: what they add is not known. */
  readonly broken: readonly BrokenCase[];
}

/**
 * Plans which cases can go, and removes nothing. Smallest first, a case stays when it adds a label, bucket, kill or
 * violation to those that stay already; then, largest first, one goes when the others have all that it has. What the
 * corpus covered before, it covers after.
 * @throws HarnessFault `disk` when the corpus is no folder that can be read
 */
export async function planPrune(
  corpus: string,
  targets: readonly AnyTarget[],
  { all = false }: PruneOptions = {},
): Promise<PrunePlan> {
  const read = await readCorpus(corpus, targets);
  const cases = read.filter(entry => entry.kind === 'case').map(withCoverage);
  const staying = cover(cases, ({ kept }) => !all && kept.case.origin.kind !== 'found');
  const files = (entries: Iterable<Covering>) => Array.from(entries, ({ kept }) => kept.file).sort(byBytes);
  return {
    corpus,
    kept: files(staying),
    dropped: files(cases.filter(entry => !staying.has(entry))),
    broken: read.filter(entry => entry.kind === 'broken'),
  };
}

/**
 * Removes what a plan drops.
 * @throws HarnessFault `disk` when a file can't be removed; those before it are gone
 */
export async function applyPrune({ dropped }: PrunePlan): Promise<void> {
  for (const file of dropped) await removeDurably(file);
}

interface Covering {
  readonly kept: KeptCase;
  readonly covers: readonly string[];
}

function withCoverage(kept: KeptCase): Covering {
  return { kept, covers: coverageOf(kept, kept.target.scenario.schema.parse(kept.case.scenario)) };
}

/** The cases that stay: together they cover what all cover, and none that may go could go. */
function cover(cases: readonly Covering[], mustStay: (entry: Covering) => boolean): ReadonlySet<Covering> {
  const staying = new Set(cases.filter(mustStay));
  const times = new Map<string, number>();
  const count = ({ covers }: Covering, by: number) => {
    for (const what of new Set(covers)) times.set(what, (times.get(what) ?? 0) + by);
  };
  for (const entry of staying) count(entry, 1);
  const free = cases.filter(entry => !staying.has(entry)).sort((one, other) => bySize(one.kept, other.kept));
  for (const entry of free) {
    if (entry.covers.every(what => (times.get(what) ?? 0) > 0)) continue;
    staying.add(entry);
    count(entry, 1);
  }
  for (const entry of free.toReversed()) {
    if (!staying.has(entry) || entry.covers.some(what => times.get(what) === 1)) continue;
    staying.delete(entry);
    count(entry, -1);
  }
  return staying;
}
