import { type Mapping, mappingAt } from '../../../harness/compose/tree.ts';
import { capabilitiesOf, everyCapability } from './capabilities.ts';
import { reachesSocket } from './mounts.ts';
import { sharedWithHost } from './namespaces.ts';
import { isInternal, leadsOut, networksOf } from './network.ts';
import { type Host, type Place, placeOf } from './place.ts';

/** What a banner may claim. */
export type Mode = 'contained' | 'host-socket' | 'open';

/**
 * The mode of an effective model. `contained`: no service is privileged, shares a namespace with the host or reaches
 * the engine; at least one has no way out to the network, and every other is a gateway, on an internal network too.
 * `host-socket`: the same save that some service reaches the engine. Everything else is `open`.
 */
export function modeOf(model: Mapping, host: Host): Mode {
  const places = [...mappingAt(model, 'services').keys()].map(name => placeOf(name, model, host));
  if (places.length === 0 || places.some(isLoose)) return 'open';
  if (places.some(reachesSocket)) return 'host-socket';
  const outgoing = places.filter(place => leadsOut(place));
  return outgoing.length < places.length && outgoing.every(isGateway) ? 'contained' : 'open';
}

function isLoose(place: Place): boolean {
  return sharedWithHost(place).length > 0 || capabilitiesOf(place.service).size >= everyCapability.length;
}

function isGateway(place: Place): boolean {
  return networksOf(place).some(network => isInternal(network, place));
}
