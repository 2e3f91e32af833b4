import { isMapping, itemsOf, type Mapping, mappingAt, valueAt } from '../../../harness/compose/tree.ts';
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
  readonly family: Family;
}

/** What an opening is about, the gravest first: what a service may do and use up, what it can reach, which services there are. */
export const families = ['rights', 'reach', 'services'] as const;
export type Family = (typeof families)[number];

const facets: readonly (readonly [Family, Facet])[] = [
  ['rights', moreRights],
  ['rights', looserOptions],
  ['reach', moreSharing],
  ['rights', otherIdentity],
  ['reach', looserMounts],
  ['rights', moreDevices],
  ['rights', looserLimits],
  ['rights', strongerHooks],
  ['rights', strongerBuild],
  ['reach', moreNetwork],
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
  const gone = known.filter(name => !present.includes(name) || isHidden(name, before, after));
  return [
    ...gone.map(service => ({ service, what: 'is taken away', family: 'services' as const })),
    ...present.flatMap(name => {
      if (isUntouched(name, before, after)) return [];
      const now = placeOf(name, after, host);
      if (known.includes(name)) return differences(placeOf(name, before, host), now, 'same');
      return strangers(now, hardened.length > 0 ? hardened : known, before, host);
    }),
  ];
}

/** Whether a service is behind a profile and was not: it is not started unless somebody asks for the profile. */
function isHidden(name: string, before: Mapping, after: Mapping): boolean {
  const [was, is] = [before, after].map(
    model => itemsOf(valueAt(model, 'services', name, 'profiles')).length > 0,
  );
  return is === true && was === false;
}

const shared = ['networks', 'volumes', 'secrets', 'configs'];

/** Keys of a service that no facet reads. */
const mute: ReadonlySet<string> = new Set(['environment', 'labels']);

/** Whether all that facets read of a service is the very same: merging leaves what it does not touch. */
function isUntouched(name: string, before: Mapping, after: Mapping): boolean {
  const service = mappingAt(after, 'services').get(name);
  const earlier = mappingAt(before, 'services').get(name);
  return (
    isMapping(service) &&
    isMapping(earlier) &&
    saysTheSame(earlier, service) &&
    !service.has('network_mode') &&
    shared.every(section => before.get(section) === after.get(section))
  );
}

function saysTheSame(earlier: Mapping, later: Mapping): boolean {
  if (earlier === later) return true;
  for (const key of earlier.keys()) if (!later.has(key) && !mute.has(key)) return false;
  for (const [key, value] of later) if (!mute.has(key) && value !== earlier.get(key)) return false;
  return true;
}

function differences(before: Place, after: Place, relation: 'same' | 'stranger'): Opening[] {
  const found: Opening[] = [];
  for (const [family, facet] of facets)
    for (const what of facet(before, after, relation)) found.push({ service: after.name, what, family });
  return found;
}

/** What a new service opens against the hardened service that it is closest to; nothing where one allows it all. */
function strangers(now: Place, names: readonly string[], before: Mapping, host: Host): readonly Opening[] {
  let least: readonly Opening[] | undefined;
  for (const name of names) {
    const found = differences(placeOf(name, before, host), now, 'stranger');
    if (least === undefined || found.length < least.length) least = found;
  }
  return (least ?? []).map(({ service, what }, at) => ({
    service,
    what: at === 0 ? `new service: ${what}` : what,
    family: 'services',
  }));
}
