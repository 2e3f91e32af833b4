import { isTrue, textOf } from '../../../harness/compose/tree.ts';
import type { Facet } from './place.ts';

/** Whether a `user` value is root's: nothing, 0 or root, with any group. */
function isRoot(user: string): boolean {
  return /^(?:0+|root)?(?::|$)/.test(user);
}

/** Another user than before, or a root file system that can be written. */
export const otherIdentity: Facet = function* (before, after, relation) {
  const had = textOf(before.service.get('user'));
  const has = textOf(after.service.get('user'));
  if (relation === 'same' ? had !== has : isRoot(has) && !isRoot(had))
    yield isRoot(has) ? 'runs as root' : 'runs as another user';
  if (isTrue(before.service.get('read_only')) && !isTrue(after.service.get('read_only')))
    yield 'root file system writable';
};
