import { isPlainList, isPlainMap, type Plain } from '../plain-yaml.ts';

const short = /^(?:127(?:\.\d{1,3}){3}|\[::1\]):\d+(?:-\d+)?:\d+(?:-\d+)?(?:\/(?:tcp|udp))?$/;
const longKeys = new Set(['target', 'published', 'host_ip', 'protocol']);

/** ports: published on loopback alone. */
export function* checkPorts(value: Plain): Iterable<string> {
  if (value === null) return;
  if (!isPlainList(value)) yield 'is not a list';
  else if (!value.every(isLoopbackPort)) yield 'publishes a port beyond loopback';
}

function isLoopbackPort(port: Plain): boolean {
  if (typeof port === 'string') return short.test(port);
  if (!isPlainMap(port) || [...port.keys()].some(key => !longKeys.has(key))) return false;
  const address = port.get('host_ip');
  return address === '::1' || (typeof address === 'string' && /^127(?:\.\d{1,3}){3}$/.test(address));
}
