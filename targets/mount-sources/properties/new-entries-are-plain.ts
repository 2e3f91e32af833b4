import { posix } from 'node:path';
import { octal } from '../../../harness/arbitraries/file-mode.ts';
import { broken, holds, type Property } from '../../../harness/target.ts';
import type { TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import type { Observation } from '../observation.ts';
import { madeIn, pathOf } from '../oracle/made.ts';
import type { Scenario } from '../scenario.ts';

const widest = { file: 0o644, folder: 0o755 } as const;

/** What the user's programs find must look as if the user had made it. */
export const newEntriesArePlain: Property<Scenario, Observation> = {
  name: 'new-entries-are-plain',
  statement:
    'What is made is an empty file of mode 0644 or a folder of mode 0755, less the umask and set-group-ID where the folder above is, and the user’s own.',
  check({ umask }, { before, after, uid }) {
    for (const made of madeIn(before, after)) {
      const { kind, mode, content, uid: owner } = made.after;
      const name = JSON.stringify(pathOf(made));
      if (kind !== 'file' && kind !== 'folder') return broken(`${name} was made a ${kind}`);
      if (owner !== uid) return broken(`${name} was made for user ${owner}, and not for ${uid}`);
      if (content.length > 0) return broken(`${name} was made with ${content.length} bytes in it`);
      const right = (widest[kind] & ~umask) | (kind === 'folder' ? setGroupIdAbove(made.path, after) : 0);
      if (mode !== right)
        return broken(
          `the ${kind} ${name} has mode ${octal(mode)}, and not ${octal(right)} as by umask ${octal(umask)}`,
        );
    }
    return holds;
  },
};

/** What mkdir(2) takes over from the folder above. */
function setGroupIdAbove(path: string, tree: TreeSnapshot): number {
  return (tree.get(posix.dirname(path))?.mode ?? 0) & 0o2000;
}
