import type { Implementation } from '../../harness/target.ts';
import { type CheckedOut, contextOf } from './context.ts';
import { dockerfileOf, ignoreOf } from './dockerfile.ts';
import type { BakedEntry, BakedObservation, BakedTree, Built } from './observation.ts';
import type { Baked, BakeRequest } from './reference/bake.ts';
import { entriesOf, type FolderNode, newFolder, put, type TreeNode } from './reference/tree/nodes.ts';
import type { BakedScenario } from './scenario.ts';

/** Code that can be run here: what the reference's `bake` is. */
export type Subject = (request: BakeRequest) => Baked;

/** Whom the checkout belongs to. It must not matter. */
const checkoutOwner = { uid: 1234, gid: 1234 };

function nodeOf({ kind, mode, content, to }: CheckedOut): TreeNode {
  const marks = { mode, ...checkoutOwner, line: 0 };
  if (kind === 'folder') return newFolder(marks);
  return kind === 'link' ? { kind, to, ...marks } : { kind, content: Buffer.from(content), ...marks };
}

function contextNode(scenario: BakedScenario, umask: number): FolderNode {
  const root = newFolder({ mode: 0o777 & ~umask, ...checkoutOwner, line: 0 });
  for (const entry of contextOf(scenario, umask)) put(root, entry.path.split('/'), nodeOf(entry));
  return root;
}

function entryOf(node: TreeNode): BakedEntry {
  const { kind, mode, uid, gid } = node;
  const content = node.kind === 'file' ? Buffer.from(node.content).toString('utf8') : '';
  return { kind, mode, uid, gid, content, to: node.kind === 'link' ? node.to : '' };
}

function treeOf(root: FolderNode): BakedTree {
  const tree = new Map([['/', entryOf(root)]]);
  for (const [path, node] of entriesOf(root)) tree.set(path, entryOf(node));
  return tree;
}

/** What a context is, in a text. */
function imprint(context: FolderNode): string {
  const parts = [...entriesOf(context)].map(([path, node]) => [path, { ...entryOf(node) }]);
  return JSON.stringify([context.mode, parts]);
}

function build(subject: Subject, scenario: BakedScenario, umask: string): { built: Built; harm: string[] } {
  const context = contextNode(scenario, Number.parseInt(umask, 8));
  const before = imprint(context);
  const { paths, user } = scenario.policy;
  const baked = subject({
    dockerfile: dockerfileOf(scenario).text,
    ignore: ignoreOf(scenario),
    context,
    user: user ?? undefined,
    paths,
  });
  const harm = imprint(context) === before ? [] : ['the context was changed'];
  const tree = baked.root === undefined ? undefined : treeOf(baked.root);
  const told = baked.verdicts.map(({ path, verdict, at, line }) => ({ path, verdict, at, line }));
  return { built: { exit: baked.exit, tree, told, garbled: [], complaints: baked.complaints }, harm };
}

/** Runs a subject in process: once under each of a scenario's two umasks. */
export function inModel(
  name: string,
  subject: Subject,
): Omit<Implementation<BakedScenario, BakedObservation>, 'run'> & {
  run(scenario: BakedScenario): BakedObservation;
} {
  return {
    name,
    run(scenario) {
      const first = build(subject, scenario, scenario.umask);
      const other = build(subject, scenario, scenario.otherUmask);
      return { first: first.built, other: other.built, elsewhere: [...first.harm, ...other.harm] };
    },
  };
}
