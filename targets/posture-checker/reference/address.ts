import { isIPv6 } from 'node:net';

/** An address as given, and the port it names; null when it can't be read. */
export interface Address {
  readonly text: string;
  readonly port: number | null;
}

const portDigits = /^[0-9]+$/;
const hostSigns = /^[A-Za-z0-9.-]*$/;

/**
 * The port of `host:port`: a name, an IPv4 address or nothing before the colon, an IPv6 address in brackets; ASCII
 * digits after it, leading zeros allowed, from 1 to 65535. Everything else is null.
 */
export function portOf(address: string): number | null {
  const colon = address.lastIndexOf(':');
  if (colon < 0) return null;
  const digits = address.slice(colon + 1);
  if (!hostIsReadable(address.slice(0, colon)) || !portDigits.test(digits)) return null;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : null;
}

function hostIsReadable(host: string): boolean {
  if (host.startsWith('[') && host.endsWith(']')) return isIPv6(host.slice(1, -1));
  return hostSigns.test(host);
}
