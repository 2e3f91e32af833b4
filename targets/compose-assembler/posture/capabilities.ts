import { isTrue, itemsOf, type Mapping, textOf } from '../../../harness/compose/tree.ts';
import { capabilityNames } from '../../../harness/world/identity/capability-names.ts';
import type { Facet } from './place.ts';

/** What the engine gives a container that asks for nothing (moby, `oci/caps`). */
const usual = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
];

/** Every capability of capabilities(7), without its prefix; the usual ones first. */
export const everyCapability: readonly string[] = [...new Set([...usual, ...capabilityNames])];

/** The engine's reading of a name: any case, with or without the prefix. */
function normalised(name: string): string {
  return name.trim().toUpperCase().replace(/^CAP_/, '');
}

/** The capabilities a service gets, as the engine works them out; `privileged` ignores both lists. */
export function capabilitiesOf(service: Mapping): ReadonlySet<string> {
  const add = itemsOf(service.get('cap_add')).map(item => normalised(textOf(item)));
  const drop = new Set(itemsOf(service.get('cap_drop')).map(item => normalised(textOf(item))));
  if (isTrue(service.get('privileged'))) return new Set(everyCapability);
  if (add.includes('ALL')) return new Set(everyCapability.filter(name => !drop.has(name)));
  const kept = drop.has('ALL') ? [] : usual.filter(name => !drop.has(name));
  return new Set([...kept, ...add]);
}

/** privileged, and capabilities that were not there. */
export const moreRights: Facet = function* (before, after) {
  if (isTrue(after.service.get('privileged'))) {
    if (!isTrue(before.service.get('privileged'))) yield 'privileged';
    return;
  }
  const had = capabilitiesOf(before.service);
  const gained = [...capabilitiesOf(after.service)].filter(name => !had.has(name));
  if (gained.length > 3) yield `gains ${gained.length} capabilities`;
  else if (gained.length > 0) yield `gains ${gained.map(name => `CAP_${name}`).join(', ')}`;
};
