import { mutantWith } from '../mutant.ts';
import { portOf } from '../reference/address.ts';

export const leadingZerosOctal = mutantWith(
  {
    name: 'leading-zeros-octal',
    story: 'Takes a leading zero for an octal number: "0443" is port 291, which nobody sees in the text.',
    source: 'expert: strtol with base 0; CVE-2021-28918, the same in addresses',
    caughtBy: ['exactly-the-failures'],
    within: 800,
  },
  {
    portOf(address) {
      const octal = /^(.*):0+([0-7]+)$/.exec(address);
      return octal === null ? portOf(address) : portOf(`${octal[1]}:${Number.parseInt(octal[2] ?? '', 8)}`);
    },
  },
);
