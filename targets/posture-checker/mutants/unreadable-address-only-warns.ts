import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

export const unreadableAddressOnlyWarns = mutantWith(
  {
    name: 'unreadable-address-only-warns',
    story:
      'Outside of production only malformed variables refuse: flags and addresses that can not be read are a line in a log.',
    source: 'seed 001: ErrInvalidConfig names a key and a reason; a typo must not go unnoticed',
    caughtBy: ['production-is-exactly-one'],
    within: 300,
  },
  {
    decide: (contract, failures) =>
      postureParts.decide(
        contract,
        failures.filter(
          ({ sentinel, resource }) =>
            contract.production === 'asserted' ||
            sentinel !== 'ErrInvalidConfig' ||
            resource.startsWith('PYRYCODE'),
        ),
      ),
  },
);
