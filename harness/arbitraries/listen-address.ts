import { type Arbitrary, constantFrom, integer, oneof, tuple } from 'fast-check';

/** Hosts as they stand before the colon: every interface, loopback, names, and IPv6 in brackets with its own colons. */
export const hosts: readonly string[] = [
  ...['127.0.0.1', '0.0.0.0', '', 'localhost', 'relay.example.net', '[::1]', '[::]'],
  ...['[2001:db8::443]', '[::ffff:127.0.0.1]', '[fe80::1%eth0]', 'a-b.example', '10.80.443.example'],
];

/** Ports that can be read: the edges, the neighbours of 80 and 443, debug ports, and numbers with leading zeros. */
const ports: readonly string[] = [
  ...['8080', '80', '443', '1', '65535', '6060', '9229', '81', '79', '444', '4443', '1024', '1023'],
  ...['080', '0443', '00008080', '06060', '000000000000000000000443'],
];

/** Addresses that can't be read: no port or none in range, wrapped numbers, signs, other digits, broken brackets, URLs. */
export const unreadableAddresses: readonly string[] = [
  ...['127.0.0.1', 'localhost:', ':', '443', '[::1]', '::1:443', '::', '2001:db8::1:443', '[::1', '[::1]443'],
  ...[
    '127.0.0.1:0',
    '[::]:0',
    ':00000',
    '0.0.0.0:65536',
    '0.0.0.0:65979',
    '[::1]:4294967739',
    ':99999999999999999999',
  ],
  ...[
    '0.0.0.0:-443',
    '0.0.0.0:+443',
    '0.0.0.0: 443',
    '0.0.0.0:443 ',
    ' 0.0.0.0:443',
    '0.0.0.0:443\n',
    ':0x1bb',
  ],
  ...['0.0.0.0:443abc', ':80abc', ':4.43e2', ':443.0', '0.0.0.0:４４３', 'localhost:https', '0.0.0.0:80:443'],
  ...[
    'http://0.0.0.0:443',
    '0.0.0.0:443/',
    'root@localhost:443',
    '[localhost]:443',
    '[]:443',
    '[[::1]]:443',
    'a b:443',
  ],
];

/** @throws TypeError on anything that is not a host of the list and a port in decimal without leading zeros */
function taken(address: unknown): [string, number] {
  if (typeof address !== 'string') throw new TypeError('not an address');
  const at = address.lastIndexOf(':');
  const port = Number(address.slice(at + 1));
  if (at < 0 || `${port}` !== address.slice(at + 1)) throw new TypeError('not host:port');
  return [address.slice(0, at), port];
}

/**
 * Addresses to listen on: `host:port`.
 * @param usual addresses that are fine in the target at hand; the first is what shrinking leads to
 * @param weights shares of the usual ones, the readable corners, the unreadable ones, and any port from 0 to 70000
 */
export function listenAddress(
  usual: readonly [string, ...string[]],
  weights: {
    readonly usual: number;
    readonly readable: number;
    readonly unreadable: number;
    readonly any: number;
  } = { usual: 6, readable: 6, unreadable: 3, any: 1 },
): Arbitrary<string> {
  const readable = hosts.flatMap(host => ports.map(port => `${host}:${port}`));
  return oneof(
    { weight: weights.usual, arbitrary: constantFrom(...usual) },
    {
      weight: weights.any,
      arbitrary: tuple(constantFrom(...hosts), integer({ min: 0, max: 70_000 })).map(
        ([host, port]) => `${host}:${port}`,
        taken,
      ),
    },
    { weight: weights.readable, arbitrary: constantFrom(...readable) },
    { weight: weights.unreadable, arbitrary: constantFrom(...unreadableAddresses) },
  );
}
