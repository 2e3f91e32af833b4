import { inModel } from '../model.ts';
import type { BakedTree } from '../observation.ts';
import { bake } from '../reference/bake.ts';
import type { BakedScenario } from '../scenario.ts';
import { bakeAsBuilt, variants } from './builder-rules.ts';
import { isOfTools } from './gnu-tools.ts';

/** What the model has for both builds of a scenario. */
export interface Modelled {
  /** By the rules of the engine's BuildKit: a tree, or undefined where it must refuse. */
  readonly here: BakedTree | undefined;
  /** Where that is not what it must be: which of its rules make it so, in clauses. */
  readonly differs: readonly string[];
}

const must = inModel('as it must be', bake);
const here = inModel('as it is built here', bakeAsBuilt);
const apart = variants.map(({ text, bake: bakeSo }) => ({ text, model: inModel(text, bakeSo) }));

const known = new WeakMap<BakedScenario, Record<'first' | 'other', Modelled>>();

/** Works out both builds by the contract's rules, by the engine's, and by what sets these apart. Remembered. */
export function modelled(scenario: BakedScenario): Readonly<Record<'first' | 'other', Modelled>> {
  const found = known.get(scenario) ?? workedOut(scenario);
  known.set(scenario, found);
  return found;
}

function workedOut(scenario: BakedScenario): Record<'first' | 'other', Modelled> {
  // Who reads is asked of the kernel.
  const asked: BakedScenario = { ...scenario, policy: { ...scenario.policy, user: '0' } };
  const [musts, heres] = [must.run(asked), here.run(asked)];
  const isAlike = isSame(musts.first.tree, heres.first.tree) && isSame(musts.other.tree, heres.other.tree);
  const single = isAlike ? [] : apart.map(({ text, model }) => ({ text, run: model.run(asked) }));
  const of = (which: 'first' | 'other'): Modelled => {
    const tree = musts[which].tree;
    if (isSame(tree, heres[which].tree)) return { here: heres[which].tree, differs: [] };
    const alone = single.filter(({ run }) => !isSame(tree, run[which].tree)).map(({ text }) => text);
    return { here: heres[which].tree, differs: alone.length > 0 ? alone : ['its rules add up'] };
  };
  return { first: of('first'), other: of('other') };
}

function isSame(one: BakedTree | undefined, other: BakedTree | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return disagreements(one, other).length === 0;
}

/** Paths that are not the same in two trees, `/` and the tools left out. */
export function disagreements(one: BakedTree, other: BakedTree): readonly string[] {
  const [left, right] = [imprint(one), imprint(other)];
  return [...new Set([...left.keys(), ...right.keys()])].filter(path => left.get(path) !== right.get(path));
}

function imprint(tree: BakedTree): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  for (const [path, { kind, mode, uid, gid, to, content }] of tree)
    if (path !== '/' && !isOfTools(path)) shown.set(path, `${kind} ${mode} ${uid}:${gid} ${to}${content}`);
  return shown;
}
