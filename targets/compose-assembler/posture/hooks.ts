import { isMapping, isTrue, itemsOf, type Mapping, textOf } from '../../../harness/compose/tree.ts';
import type { Facet } from './place.ts';

/** Hooks that run with rights the service itself does not have, as text to compare by. */
function strongHooks(service: Mapping): readonly string[] {
  return ['post_start', 'pre_stop']
    .flatMap(key => itemsOf(service.get(key)))
    .filter(isMapping)
    .filter(hook => isTrue(hook.get('privileged')) || differs(hook.get('user'), service.get('user')))
    .map(hook => JSON.stringify([...hook]));
}

function differs(user: Parameters<typeof textOf>[0], own: Parameters<typeof textOf>[0]): boolean {
  return user !== undefined && user !== null && textOf(user) !== textOf(own);
}

/** A hook with more rights than its service. */
export const strongerHooks: Facet = function* (before, after) {
  const had = strongHooks(before.service);
  if (strongHooks(after.service).some(hook => !had.includes(hook))) yield 'a hook with more rights';
};
