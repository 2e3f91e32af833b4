import { asMapping } from '../../../harness/compose/keyed.ts';
import { isMapping, isTrue, itemsOf, mappingAt, type Tree, textOf } from '../../../harness/compose/tree.ts';
import { type Facet, type Place, placeOf } from './place.ts';

/** The networks a service is on. One that has none and no mode is on the implicit default network. */
export function networksOf({ service }: Place): readonly string[] {
  const listed = service.get('networks');
  const names = listed === undefined || listed === null ? [] : [...asMapping(listed).keys()];
  return names.length > 0 ? names : ['default'];
}

/** Whether a network has no way out. An external one may have. */
export function isInternal(network: string, { model }: Place): boolean {
  const settings = mappingAt(model, 'networks', network);
  return isTrue(settings.get('internal')) && !isTrue(settings.get('external'));
}

const deepest = 8;

/** Whether packets of a service can leave the machine. */
export function leadsOut(place: Place, depth = 0): boolean {
  const mode = textOf(place.service.get('network_mode'));
  if (mode === 'none') return false;
  if (mode.startsWith('service:') && depth < deepest)
    return leadsOut(placeOf(mode.slice('service:'.length), place.model, place.host), depth + 1);
  if (mode !== '') return true;
  return networksOf(place).some(network => !isInternal(network, place));
}

/** Published ports that others than this machine can reach, as text to compare by. */
function publicPorts({ service }: Place): readonly string[] {
  return itemsOf(service.get('ports'))
    .filter(port => !isLoopback(hostAddress(port)))
    .map(port => (isMapping(port) ? JSON.stringify([...port]) : textOf(port)));
}

function hostAddress(port: Tree): string {
  if (isMapping(port)) return textOf(port.get('host_ip'));
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([\d.]+)):\d*(?:-\d+)?:/.exec(textOf(port)) ?? [];
  return bracketed ?? plain ?? '';
}

function isLoopback(address: string): boolean {
  return /^127(?:\.\d{1,3}){3}$/.test(address) || address === '::1';
}

/** A way out of the machine that was not there, or a port open to others than this machine. */
export const moreNetwork: Facet = function* (before, after) {
  if (leadsOut(after) && !leadsOut(before)) yield 'a way out to the network';
  const had = publicPorts(before);
  if (publicPorts(after).some(port => !had.includes(port))) yield 'a port open to other machines';
};
