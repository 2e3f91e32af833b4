import type { BakedParts } from '../parts.ts';
import type { FolderNode, TreeNode } from '../tree/nodes.ts';

/** The part of a context that the builder gets to see. @param ignore text of `.dockerignore` */
export function seenContext(context: FolderNode, ignore: string | undefined, parts: BakedParts): FolderNode {
  if (ignore === undefined) return context;
  const rules = parts.ignoreRules(ignore);
  const seen = (folder: FolderNode, path: string): FolderNode => {
    const entries = new Map<string, TreeNode>();
    for (const [name, node] of folder.entries) {
      const inner = path === '' ? name : `${path}/${name}`;
      const isIgnored = parts.isIgnored(rules, inner);
      if (node.kind !== 'folder') {
        if (!isIgnored) entries.set(name, node);
        continue;
      }
      const kept = seen(node, inner);
      if (!isIgnored || kept.entries.size > 0) entries.set(name, kept);
    }
    return { ...folder, entries };
  };
  return seen(context, '');
}
