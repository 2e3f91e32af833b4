import { mergeMappings } from './merge-trees.ts';
import { isMapping, type Mapping, mappingAt, type Tree, textOf } from './tree.ts';

/** Finds another file's model by the path as written in `extends` or `include`; undefined where there is none. */
export type FindModel = (path: string) => Mapping | undefined;

const deepest = 8;

/** Puts what a service extends below its own keys. It happens before the document is merged over the earlier ones. */
export function applyExtends(tree: Mapping, find: FindModel): Mapping {
  const services = tree.get('services');
  if (!isMapping(services)) return tree;
  const extended = [...services.values()].some(service => isMapping(service) && service.has('extends'));
  if (!extended) return tree;
  const resolved = Array.from(services, ([name, service]): [string, Tree] => [
    name,
    isMapping(service) ? resolve(service, tree, name, find, 0) : service,
  ]);
  return new Map([...tree, ['services', new Map(resolved)]]);
}

function resolve(service: Mapping, tree: Mapping, name: string, find: FindModel, depth: number): Mapping {
  const reference = service.get('extends');
  if (reference === undefined || depth > deepest) return service;
  const file = isMapping(reference) ? textOf(reference.get('file')) : '';
  const wanted = isMapping(reference) ? textOf(reference.get('service')) : textOf(reference);
  const source = file === '' ? tree : find(file);
  const base = mappingAt(source, 'services', wanted);
  const below = source === undefined ? base : resolve(base, source, wanted, find, depth + 1);
  const merged = new Map(mergeMappings(below, service, ['services', name]));
  merged.delete('extends');
  return merged;
}
