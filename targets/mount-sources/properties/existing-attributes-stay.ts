import { broken, holds, type Property } from '../../../harness/target.ts';
import { changeText } from '../../../harness/world/file-tree/diff.ts';
import type { TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import type { Observation } from '../observation.ts';
import { changesOf } from '../oracle/made.ts';
import type { Scenario } from '../scenario.ts';

/** A touched `~/.gitconfig` is rebuilt or synchronised by others; a widened mode lets others read it. */
export const existingAttributesStay: Property<Scenario, Observation> = {
  name: 'existing-attributes-stay',
  statement: 'Whatever exists keeps mode, owner and times; only a folder with other entries has other times.',
  check(_scenario, { before, after }) {
    for (const change of changesOf(before, after)) {
      if (change.how !== 'changed') continue;
      const { differences, path } = change;
      const times =
        differences.includes('times') &&
        !(change.after.kind === 'folder' && hasOtherNames(path, before, after));
      if (times || differences.includes('mode') || differences.includes('owner'))
        return broken(changeText(change), { signature: `${change.after.kind} ${differences.join()}` });
    }
    return holds;
  },
};

function namesIn(folder: string, tree: TreeSnapshot): string {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const inner = [...tree.keys()].filter(path => path !== '.' && path.startsWith(prefix));
  return JSON.stringify(inner.filter(path => !path.slice(prefix.length).includes('/')).sort());
}

function hasOtherNames(folder: string, before: TreeSnapshot, after: TreeSnapshot): boolean {
  return namesIn(folder, before) !== namesIn(folder, after);
}
