import { octal } from '../../../harness/arbitraries/file-mode.ts';
import type { Row } from '../../../harness/target.ts';
import type { BakedEntry, BakedObservation, BakedTree, Built } from '../observation.ts';
import type { Predicted } from '../oracle/entry.ts';
import { type Expectation, expectationOf } from '../oracle.ts';
import type { BakedScenario } from '../scenario.ts';
import { lastWord } from './inside.ts';

/** One of a scenario's two runs, and what it must come to. */
export interface Judged {
  readonly built: Built;
  readonly expectation: Expectation;
}

/** Both runs of a scenario; what they must come to is a real builder's word and the kernel's, where there are any. */
export function bothRuns(
  scenario: BakedScenario,
  { first, other, inside }: BakedObservation,
): readonly [Judged, Judged] {
  return [
    { built: first, expectation: lastWord(expectationOf(scenario), inside?.first) },
    { built: other, expectation: lastWord(expectationOf(scenario, 'otherUmask'), inside?.other) },
  ];
}

/** A tree that was built where one must be, beside the one that must come out. */
export interface TreePair {
  readonly built: BakedTree;
  readonly predicted: ReadonlyMap<string, Predicted>;
}

/** The trees of both runs that can be judged. */
export function treePairs(scenario: BakedScenario, observation: BakedObservation): readonly TreePair[] {
  return bothRuns(scenario, observation).flatMap(({ built: { tree }, expectation }) =>
    tree === undefined || expectation.kind !== 'built' ? [] : [{ built: tree, predicted: expectation.tree }],
  );
}

/** An entry that is in both trees, of the same kind. */
export interface EntryPair {
  readonly path: string;
  readonly is: BakedEntry;
  readonly must: Predicted;
}

/** Every entry that both trees have, as the same kind of thing. */
export function* entryPairs({ built, predicted }: TreePair): Generator<EntryPair> {
  for (const [path, must] of predicted) {
    const is = built.get(path);
    if (is?.kind === must.kind) yield { path, is, must };
  }
}

/** An entry in words. */
export function described({
  kind,
  mode,
  uid,
  gid,
}: Pick<BakedEntry, 'kind' | 'mode' | 'uid' | 'gid'>): string {
  return `${kind} ${octal(mode)} ${uid}:${gid}`;
}

export function compared({ path, is, must }: EntryPair): readonly Row[] {
  return [
    ['path', path],
    ['is', described(is)],
    ['must be', must.line === 0 ? described(must) : `${described(must)}, by line ${must.line}`],
  ];
}
