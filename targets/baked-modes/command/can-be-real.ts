import type { CheckedOut } from '../context.ts';
import { expectationOf } from '../oracle.ts';
import type { BakedScenario } from '../scenario.ts';

/** Why a scenario can't be run here by who is not root; undefined: it can. */
export function whyNotWithoutRoot(
  scenario: BakedScenario,
  contexts: readonly (readonly CheckedOut[])[],
): string | undefined {
  const isShut = contexts.flat().some(({ kind, mode }) => {
    const needed = kind === 'folder' ? 0o700 : kind === 'file' ? 0o400 : 0;
    return (mode & needed) !== needed;
  });
  if (isShut) return 'a checkout with files that its owner can’t read: only root reads them';
  for (const which of ['umask', 'otherUmask'] as const) {
    const expectation = expectationOf(scenario, which);
    if (expectation.kind !== 'built') continue;
    const foreign = [...expectation.tree.values()].some(({ uid, gid }) => uid !== 0 || gid !== 0);
    if (foreign) return 'a tree with files of somebody else: only root makes them';
  }
  return undefined;
}
