import { mutantWith } from '../mutant.ts';
import { portOf } from '../reference/address.ts';

export const ipv6AtFirstColon = mutantWith(
  {
    name: 'ipv6-at-first-colon',
    story: 'Splits the address at its first colon, so that no IPv6 address can be read.',
    source: 'expert: RFC 3986, 3.2.2, has the brackets for this',
    caughtBy: ['exactly-the-failures'],
    within: 100,
  },
  {
    portOf(address) {
      const [host, port, ...rest] = address.split(':');
      return rest.length > 0 || port === undefined ? null : portOf(`${host}:${port}`);
    },
  },
);
