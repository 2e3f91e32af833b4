import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

export const valueInLine = mutantWith(
  {
    name: 'value-in-line',
    story:
      'Says which value the variable has: unchecked text of the operator, secrets too, goes to the central log.',
    source: 'seed 000, security review: env_var carries the name, not the value',
    caughtBy: ['no-value-in-output'],
    within: 100,
  },
  {
    line(failure, level, situation) {
      const value = situation.machine.environment[failure.resource];
      const reason =
        value === undefined ? failure.reason : `${failure.reason} (it is ${JSON.stringify(value)})`;
      return postureParts.line({ ...failure, reason }, level);
    },
  },
);
