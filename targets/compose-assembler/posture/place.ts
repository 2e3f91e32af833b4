import { type Mapping, mappingAt } from '../../../harness/compose/tree.ts';

/** The machine that a model would run on. */
export interface Host {
  /** The absolute path, links followed, of a source as written in a Compose file. */
  realPath(source: string): string;
}

/** A service in the model that it belongs to. */
export interface Place {
  readonly name: string;
  readonly service: Mapping;
  readonly model: Mapping;
  readonly host: Host;
}

/**
 * One way of looking at two services: yields, in a few words each, the ways in which `after` is more open than `before`.
 * `relation` says what `before` is: the same service without the generated overlays, or a hardened service that a
 * service unknown to the mandatory files is measured by.
 */
export type Facet = (before: Place, after: Place, relation: 'same' | 'stranger') => Iterable<string>;

/** The place of a service; one without keys where the model does not have it. */
export function placeOf(name: string, model: Mapping, host: Host): Place {
  return { name, service: mappingAt(model, 'services', name), model, host };
}
