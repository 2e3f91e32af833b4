import { isMapping, type Mapping, mappingAt } from '../merge/tree.ts';
import { strongerBuild } from './build.ts';
import { moreRights } from './capabilities.ts';
import { moreDevices } from './devices.ts';
import { strongerHooks } from './hooks.ts';
import { otherIdentity } from './identity.ts';
import { looserLimits } from './limits.ts';
import { looserMounts } from './mounts.ts';
import { moreSharing } from './namespaces.ts';
import { moreNetwork } from './network.ts';
import { type Facet, type Host, type Place, placeOf } from './place.ts';
import { looserOptions } from './security-options.ts';

/** One way in which a model is more open than another. */
export interface Opening {
  readonly service: string;
  /** In a few words: "gains CAP_SYS_ADMIN", "no-new-privileges off". */
  readonly what: string;
}

const facets: readonly Facet[] = [
  moreRights,
  looserOptions,
  moreSharing,
  otherIdentity,
  looserMounts,
  moreDevices,
  looserLimits,
  strongerHooks,
  strongerBuild,
  moreNetwork,
];

/**
 * Every way in which one effective model is more open than another, over all services of the later one: its services
 * against themselves, and a service that the earlier model does not have against the hardened ones, of which it must be
 * at least as closed as one.
 * @param hardened names of the services that a new one is measured by; where it is empty, all of `before`
 */
export function openings(
  before: Mapping,
  after: Mapping,
  hardened: readonly string[],
  host: Host,
): readonly Opening[] {
  const known = [...mappingAt(before, 'services').keys()];
  const present = [...mappingAt(after, 'services').keys()];
  const gone = known.filter(name => !present.includes(name));
  return [
    ...gone.map(service => ({ service, what: 'is taken away' })),
    ...present.flatMap(name => {
      if (isUntouched(name, before, after)) return [];
      const now = placeOf(name, after, host);
      if (known.includes(name)) return differences(placeOf(name, before, host), now, 'same');
      return strangers(now, hardened.length > 0 ? hardened : known, before, host);
    }),
  ];
}

const shared = ['networks', 'volumes', 'secrets', 'configs'];

/** Whether a service and all that it refers to are the very same objects: merging leaves what it does not touch. */
function isUntouched(name: string, before: Mapping, after: Mapping): boolean {
  const service = mappingAt(after, 'services').get(name);
  return (
    isMapping(service) &&
    service === mappingAt(before, 'services').get(name) &&
    !service.has('network_mode') &&
    shared.every(section => before.get(section) === after.get(section))
  );
}

function differences(before: Place, after: Place, relation: 'same' | 'stranger'): Opening[] {
  return facets.flatMap(facet =>
    Array.from(facet(before, after, relation), what => ({ service: after.name, what })),
  );
}

/** What a new service opens against the hardened service that it is closest to; nothing where one allows it all. */
function strangers(now: Place, names: readonly string[], before: Mapping, host: Host): readonly Opening[] {
  let least: readonly Opening[] | undefined;
  for (const name of names) {
    const found = differences(placeOf(name, before, host), now, 'stranger');
    if (least === undefined || found.length < least.length) least = found;
  }
  return (least ?? []).map(({ service, what }) => ({ service, what: `new service: ${what}` }));
}
