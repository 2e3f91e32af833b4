import { isMapping, isTrue, itemsOf, type Mapping, textOf } from '../../../harness/compose/tree.ts';
import type { Facet } from './place.ts';

/** What the build of a service may do that an ordinary one may not. */
function buildRights(service: Mapping): readonly string[] {
  const build = service.get('build');
  if (!isMapping(build)) return [];
  return [
    ...(isTrue(build.get('privileged')) ? ['privileged'] : []),
    ...(textOf(build.get('network')) === 'host' ? ['host network'] : []),
    ...itemsOf(build.get('entitlements')).map(textOf),
  ];
}

/** A build with more rights. */
export const strongerBuild: Facet = function* (before, after) {
  const had = buildRights(before.service);
  if (buildRights(after.service).some(right => !had.includes(right))) yield 'a build with more rights';
};
