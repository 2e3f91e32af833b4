import { mutantWith } from '../mutant.ts';
import { portOf } from '../reference/address.ts';

export const portByPrefix = mutantWith(
  {
    name: 'port-by-prefix',
    story:
      'Reads the port with parseInt, which takes the digits it finds: "443abc", "443 " and "443.0" are 443.',
    source: 'expert: ECMAScript, parseInt ignores what follows the number',
    caughtBy: ['exactly-the-failures'],
    within: 600,
  },
  {
    portOf(address) {
      const colon = address.lastIndexOf(':');
      const digits = Number.parseInt(address.slice(colon + 1), 10);
      return colon < 0 ? null : portOf(`${address.slice(0, colon)}:${digits}`);
    },
  },
);
