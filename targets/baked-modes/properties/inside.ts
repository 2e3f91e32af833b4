import type { Access, BakedTree, Inside, VerdictWord } from '../observation.ts';
import { blank, type PredictedTree } from '../oracle/entry.ts';
import type { Expectation, PredictedVerdict } from '../oracle.ts';

/** What a build must come to when a real builder and the kernel had the last word on it. */
export function lastWord(expectation: Expectation, inside: Inside | undefined): Expectation {
  if (inside === undefined || expectation.kind === 'unknown') return expectation;
  const { built, differs, access } = inside;
  if (typeof access === 'string') return { kind: 'refused', because: 'no container of it can be started' };
  if (access === undefined)
    return differs.length > 0 ? expectation : { kind: 'refused', because: 'BuildKit refuses it' };
  const known = expectation.kind === 'built' ? expectation : { tree: new Map(), verdicts: new Map() };
  return {
    kind: 'built',
    tree: differs.length > 0 || typeof built === 'string' ? known.tree : real(built, known.tree),
    verdicts: new Map([
      ...known.verdicts,
      ...[...access].map(([path, one]) => [path, verdictBy(one, known.verdicts.get(path))] as const),
    ]),
  };
}

/** The tree that was really built. No image has the mode of its root; which line made what so only the model knows. */
function real(built: BakedTree, model: PredictedTree): PredictedTree {
  const tree: PredictedTree = new Map([['/', model.get('/') ?? { ...blank, kind: 'folder' }]]);
  for (const [path, { kind, ...entry }] of built)
    if (kind !== 'other') tree.set(path, { kind, ...entry, line: model.get(path)?.line ?? 0 });
  return tree;
}

/** What one user can't change another may: there the model goes on. */
function verdictBy({ reads, changes }: Access, model: PredictedVerdict | undefined): PredictedVerdict {
  const verdict: VerdictWord =
    reads === 'denied'
      ? 'unreadable'
      : reads === 'nothing'
        ? 'missing'
        : changes !== '' || model?.verdict === 'writable'
          ? 'writable'
          : 'fine';
  if (model?.verdict === verdict) return model;
  const because = {
    unreadable: 'the container’s user is denied it',
    missing: 'the container has no such file',
    writable: 'the container’s user can change it',
    fine: 'the container’s user reads it, and can’t change it',
    unknown: '',
  }[verdict];
  return { verdict, because, at: null, line: null };
}
