import type { VerdictWord } from './observation.ts';
import { followed, type Predicted, type PredictedTree, parentOf, Unbuildable } from './oracle/entry.ts';
import { runner } from './oracle/people.ts';
import { lastStage } from './oracle/stages.ts';
import type { BakedScenario } from './scenario.ts';

/** What must be said of a path. */
export interface PredictedVerdict {
  readonly verdict: VerdictWord;
  /** The folder or file that is at fault. */
  readonly at: string | null;
  readonly line: number | null;
  /** What is wrong with it, in words that do not depend on the scenario's values. */
  readonly because: string;
}

/** What a build must come to. */
export type Expectation =
  | {
      readonly kind: 'built';
      readonly tree: PredictedTree;
      readonly verdicts: ReadonlyMap<string, PredictedVerdict>;
    }
  /** No builder makes an image of it. */
  | { readonly kind: 'refused'; readonly because: string }
  /** It can't be told without building it. */
  | { readonly kind: 'unknown'; readonly because: string };

type Runner = ReturnType<typeof runner>;

/** Whether somebody has a permission: 4 to read, 1 to go through. */
function may(need: 4 | 1, { mode, uid, gid }: Predicted, { uid: own, groups }: Runner): boolean {
  if (own === 0) return true;
  const digit = uid === own ? 6 : groups.includes(gid) ? 3 : 0;
  return (mode & (need << digit)) !== 0;
}

function isOpen({ mode, uid, kind }: Predicted): boolean {
  const isSticky = kind === 'folder' && (mode & 0o1000) !== 0;
  return uid !== 0 || ((mode & 0o022) !== 0 && !isSticky);
}

/** Folders on the way to a path, in the order in which they are gone through; those on the way to links too. */
function foldersTo(tree: PredictedTree, path: string): readonly string[] {
  const passed = new Set<string>(['/']);
  let at = path;
  for (let round = 0; round < 40; round++) {
    const names = at.split('/').filter(name => name !== '');
    let here = '/';
    let next: string | undefined;
    for (const [nth, name] of names.entries()) {
      passed.add(here);
      const step = here === '/' ? `/${name}` : `${here}/${name}`;
      const entry = tree.get(step);
      if (entry === undefined) return [...passed];
      if (entry.kind === 'link') {
        next = `${entry.to.startsWith('/') ? '' : `${here}/`}${entry.to}/${names.slice(nth + 1).join('/')}`;
        break;
      }
      here = step;
    }
    if (next === undefined) return [...passed];
    at = normal(next);
  }
  throw new Unbuildable('a circle of links');
}

function normal(path: string): string {
  return followed(new Map(), path);
}

function verdictFor(tree: PredictedTree, path: string, who: Runner): PredictedVerdict {
  const say = (verdict: VerdictWord, because: string, at: string | null): PredictedVerdict => ({
    verdict,
    because,
    at,
    line: at === null ? null : (tree.get(at)?.line ?? null),
  });
  let folders: readonly string[];
  let end: string;
  try {
    folders = foldersTo(tree, path).filter(one => tree.get(one)?.kind === 'folder');
    end = followed(tree, path);
  } catch (error) {
    if (error instanceof Unbuildable) return say('missing', 'its links go round', null);
    throw error;
  }
  const ask = (one: string, test: (entry: Predicted) => boolean): boolean => {
    const entry = tree.get(one);
    return entry !== undefined && test(entry);
  };
  const shut = folders.find(one => ask(one, entry => !may(1, entry, who)));
  if (shut !== undefined) return say('unreadable', 'a folder on the way is shut', shut);
  const isFile = tree.get(end)?.kind === 'file' && tree.get(parentOf(end))?.kind === 'folder';
  if (!isFile) return say('missing', 'there is no such file', null);
  if (ask(end, entry => !may(4, entry, who))) return say('unreadable', 'the file is shut', end);
  const open = [...folders, end].find(one => ask(one, isOpen));
  if (open === undefined) return say('fine', 'nothing is wrong', null);
  return say(
    'writable',
    open === end ? 'others can change the file' : 'others can change a folder on the way',
    open,
  );
}

function expected(scenario: BakedScenario, umask: number): Expectation {
  const { tree, trouble, user } = lastStage(scenario, umask);
  if (trouble !== undefined)
    return { kind: trouble instanceof Unbuildable ? 'refused' : 'unknown', because: trouble.message };
  try {
    const who = runner(tree, scenario.policy.user ?? user);
    const verdicts = scenario.policy.paths.map(path => [path, verdictFor(tree, path, who)] as const);
    return { kind: 'built', tree, verdicts: new Map(verdicts) };
  } catch (error) {
    if (error instanceof Unbuildable) return { kind: 'refused', because: error.message };
    throw error;
  }
}

const known = new WeakMap<BakedScenario, Map<string, Expectation>>();

/**
 * What the build of a scenario must come to in one of its two checkouts, worked out from its instructions as data; shares
 * no code with the reference, which reads the Dockerfile's text. Remembered, as every property asks.
 */
export function expectationOf(scenario: BakedScenario, which: 'umask' | 'otherUmask' = 'umask'): Expectation {
  const all = known.get(scenario) ?? new Map<string, Expectation>();
  known.set(scenario, all);
  const found = all.get(which) ?? expected(scenario, Number.parseInt(scenario[which], 8));
  all.set(which, found);
  return found;
}

/** Whether a build is as it should be: refusing it would be wrong. */
export function isAllFine(expectation: Expectation): boolean {
  return (
    expectation.kind === 'built' &&
    [...expectation.verdicts.values()].every(({ verdict }) => verdict === 'fine')
  );
}

/** Whether the Dockerfile is as it should be: every path is fine under both umasks. */
export function isBenign(scenario: BakedScenario): boolean {
  return (['umask', 'otherUmask'] as const).every(which => isAllFine(expectationOf(scenario, which)));
}
