import { volumeOf } from '../../../harness/compose/by-target.ts';
import { itemsOf, type Mapping, mappingAt, valueAt } from '../../../harness/compose/tree.ts';
import { type Host, placeOf } from '../posture/place.ts';
import type { EngineHost } from './engine-host.ts';
import { expectedFacts } from './expected-facts.ts';
import { type Facts, seenFacts } from './facts.ts';
import type { ServiceInside } from './service-inside.ts';

/** A thing that the merge model, Compose's account and the kernel don't all say the same of; undefined: says nothing. */
export interface InsideDifference {
  readonly service: string;
  readonly what: string;
  readonly model: string | undefined;
  readonly compose: string | undefined;
  readonly inside: string | undefined;
}

/** The accounts that are held against what was seen. */
export interface Accounts {
  /** Undefined: the merge model can't read the files. */
  readonly model: Mapping | undefined;
  readonly compose: Mapping;
}

/** Where what was seen inside of services differs from what was to be expected, or the two that expect it differ. */
export function insideDifferences(
  services: ReadonlyMap<string, ServiceInside>,
  { model, compose }: Accounts,
  host: Host,
  engine: EngineHost,
): readonly InsideDifference[] {
  return Array.from(services).flatMap(([service, inside]) => {
    const expectedOf = (account: Mapping): Facts =>
      mappingAt(account, 'services').has(service)
        ? expectedFacts(placeOf(service, account, host), engine)
        : new Map();
    const theirs = expectedOf(compose);
    const ours = model === undefined ? theirs : expectedOf(model);
    const seen = seenFacts(inside, host);
    const paths = new Set([...ours.keys(), ...theirs.keys(), ...seen.keys()]);
    for (const at of mountedTwice(compose, service)) paths.delete(`mounts.${at}`);
    return [...paths]
      .toSorted()
      .map(what => ({
        service,
        what,
        model: ours.get(what),
        compose: theirs.get(what),
        inside: seen.get(what),
      }))
      .filter(found => found.model !== found.inside || found.compose !== found.inside);
  });
}

/** Places that Compose's account has two mounts for: which of them is made is told in docs/compose-differences.md. */
export function mountedTwice(account: Mapping, service: string): readonly string[] {
  const places = itemsOf(valueAt(account, 'services', service, 'volumes')).map(item => volumeOf(item).target);
  return places.filter((place, at) => places.indexOf(place) < at);
}
