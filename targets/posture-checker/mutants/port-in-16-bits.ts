import { mutantWith } from '../mutant.ts';
import { portOf } from '../reference/address.ts';

export const portIn16Bits = mutantWith(
  {
    name: 'port-in-16-bits',
    story: 'Keeps the port in 16 bits: 65979 is taken for 443, and 65536 for 0.',
    source: 'expert: htons of a number that was never checked; ip(7)',
    caughtBy: ['exactly-the-failures'],
    within: 1500,
  },
  {
    portOf(address) {
      const port = /^(.*):0*([1-9][0-9]{0,14})$/.exec(address);
      return port === null ? portOf(address) : portOf(`${port[1]}:${Number(port[2]) % 65_536}`);
    },
  },
);
