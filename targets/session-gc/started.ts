import type { TreeEntry } from '../../harness/arbitraries/file-tree.ts';
import { folderOf } from './layout.ts';

/** What a session that starts makes in the home. */
export function startedTree(id: string): readonly TreeEntry[] {
  const settings: TreeEntry = {
    kind: 'file',
    name: 'settings.json',
    content: `{"session":"${id}","started":true}\n`,
  };
  return [
    { kind: 'folder', name: folderOf(id), mode: 0o700, entries: [settings] },
    { kind: 'file', name: `${folderOf(id)}.json`, mode: 0o600, content: `{"started":"${id}"}\n` },
  ];
}

/** Paths of all that, below the home, with what is in the files; undefined: a folder. */
export function startedPaths(id: string): ReadonlyMap<string, string | undefined> {
  const paths = new Map<string, string | undefined>();
  const add = (entries: readonly TreeEntry[], prefix: string): void => {
    for (const entry of entries) {
      paths.set(prefix + entry.name, entry.kind === 'file' ? entry.content : undefined);
      if (entry.kind === 'folder') add(entry.entries, `${prefix}${entry.name}/`);
    }
  };
  add(startedTree(id), '');
  return paths;
}
