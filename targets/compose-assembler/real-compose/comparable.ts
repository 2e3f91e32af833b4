import { posix } from 'node:path';
import { isTrue, type Mapping, mappingAt, textOf } from '../../../harness/compose/tree.ts';
import { isInternal, networksOf } from '../posture/network.ts';
import { type Host, type Place, placeOf } from '../posture/place.ts';
import { serviceFacts } from './service-facts.ts';

/** Path of a thing that posture judges → what a model says of it, as JSON. What is at its default is not there. */
export type Comparable = ReadonlyMap<string, string>;

/** One thing that a model says; null, false and empty are the default. */
export type Fact = readonly [path: string, value: unknown];

/** Where a model's relative paths count from, and what `~` stands for. */
export interface Folders {
  readonly project: string;
  readonly home: string;
}

/**
 * Everything of a model that posture judges, in a form that does not depend on how it is written: short forms and long
 * ones, `2g` and its bytes, relative paths and absolute ones are the same.
 */
export function comparable(model: Mapping, folders: Folders): Comparable {
  const host = hostOf(folders);
  const facts = [...mappingAt(model, 'services').keys()].flatMap(name => {
    const place = placeOf(name, model, host);
    return [...serviceFacts(place), ...networkFacts(place)].map(
      ([path, value]): Fact => [`services.${name}${path === '' ? '' : `.${path}`}`, value],
    );
  });
  return new Map(
    facts.filter(([, value]) => !isDefault(value)).map(([path, value]) => [path, JSON.stringify(value)]),
  );
}

/** A machine without links. */
export function hostOf({ project, home }: Folders): Host {
  return { realPath: source => posix.resolve(project, source.replace(/^~/, `${home}/`)) };
}

/** A path with nothing to say of it stands for its being there at all. */
function isDefault(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || value === false || value === '';
}

/** The networks of a service and how closed they are: where packets of it can go. */
function networkFacts(place: Place): readonly Fact[] {
  const mode = textOf(place.service.get('network_mode'));
  if (mode !== '') return [];
  return networksOf(place).map((network): Fact => {
    const external = isTrue(mappingAt(place.model, 'networks', network).get('external'));
    return [`networks.${network}`, { internal: isInternal(network, place), external }];
  });
}

/** The paths at which two models say different things. */
export function differences(model: Comparable, compose: Comparable): readonly Difference[] {
  const paths = [...new Set([...model.keys(), ...compose.keys()])].toSorted();
  return paths
    .map(path => ({ path, model: model.get(path), compose: compose.get(path) }))
    .filter(({ model: ours, compose: theirs }) => ours !== theirs);
}

/** One path at which the merge model and a real Compose differ; undefined where one says nothing. */
export interface Difference {
  readonly path: string;
  readonly model: string | undefined;
  readonly compose: string | undefined;
}
