import { BuildFault } from './outcome.ts';
import type { BakedParts } from './parts.ts';
import type { Who } from './tree/accounts.ts';
import { type FolderNode, locate, namesIn, type TreeNode } from './tree/nodes.ts';

/** What is said of a path that must be readable. */
export interface Verdict {
  readonly path: string;
  readonly verdict: 'fine' | 'unreadable' | 'writable' | 'missing' | 'unknown';
  /** The folder or file that is at fault. */
  readonly at: string | null;
  /** The line of the Dockerfile that last set its mode or owner; 0: its stage began so. */
  readonly line: number | null;
  /** A sentence for people. */
  readonly because: string;
}

interface Step {
  readonly path: string;
  readonly node: TreeNode;
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** What is gone through to get to a path. */
export interface Way {
  /** The outermost first. */
  readonly folders: readonly Step[];
  /** Undefined: nothing is there. */
  readonly end: Step | undefined;
}

/** The way to a path, links followed. @throws BuildFault for links in a circle */
export function way(root: FolderNode, path: string): Way {
  const folders = new Map<string, Step>([['/', { path: '/', node: root }]]);
  let ahead = [...namesIn(path)];
  let behind: string[] = [];
  for (let links = 0; ahead.length > 0; ) {
    const [name = '', ...rest] = ahead;
    const at = `/${[...behind, name].join('/')}`;
    if (name === '..') {
      behind.pop();
      ahead = rest;
      continue;
    }
    const { node } = locate(root, at, false);
    if (node?.kind === 'link') {
      links += 1;
      if (links > 40) throw new BuildFault(`links in a circle: ${path}`);
      if (node.to.startsWith('/')) behind = [];
      ahead = [...namesIn(node.to), ...rest];
      continue;
    }
    if (node === undefined || rest.length === 0)
      return { folders: [...folders.values()], end: node && { path: at, node } };
    if (node.kind !== 'folder') return { folders: [...folders.values()], end: undefined };
    folders.set(at, { path: at, node });
    behind.push(name);
    ahead = rest;
  }
  const last = [...folders.values()].at(-1);
  return { folders: [...folders.values()].slice(0, -1), end: last };
}

function told(path: string, verdict: Verdict['verdict'], step: Step | undefined, because: string): Verdict {
  return { path, verdict, at: step?.path ?? null, line: step?.node.line ?? null, because };
}

function described({ path, node }: Step): string {
  const set = node.line === 0 ? '' : `, by line ${node.line}`;
  return `${path} is ${octal(node.mode)} and belongs to ${node.uid}:${node.gid}${set}`;
}

/** Says of a path of a tree whether somebody can read it, and whether only root can change it. */
export function verdictOf(root: FolderNode, path: string, who: Who, parts: BakedParts): Verdict {
  let found: Way;
  try {
    found = parts.way(root, path);
  } catch (error) {
    if (error instanceof BuildFault) return told(path, 'missing', undefined, error.message);
    throw error;
  }
  const { folders, end } = found;
  const shut = folders.find(({ node }) => !parts.mayTraverse(node, who));
  if (shut !== undefined)
    return told(path, 'unreadable', shut, `uid ${who.uid} can't go through: ${described(shut)}`);
  if (end?.node.kind !== 'file')
    return told(path, 'missing', undefined, 'there is no such file in the image');
  if (!parts.mayRead(end.node, who))
    return told(path, 'unreadable', end, `uid ${who.uid} can't read it: ${described(end)}`);
  const open = [...folders, end].find(({ node }) => parts.othersMayWrite(node, node.kind === 'folder'));
  if (open !== undefined)
    return told(path, 'writable', open, `others than root can change it: ${described(open)}`);
  return told(path, 'fine', undefined, `uid ${who.uid} can read it, and only root can change it`);
}
