import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

export const valueShortenedInLine = mutantWith(
  {
    name: 'value-shortened-in-line',
    story:
      'Shows the last six signs of the value, so that one can see which it is: enough of a token to search for.',
    source: 'expert: masking that leaves an end; seed 000, security review',
    caughtBy: ['no-value-in-output'],
    within: 100,
  },
  {
    line(failure, level, situation) {
      const value = situation.machine.environment[failure.resource];
      const reason = value === undefined ? failure.reason : `${failure.reason} (…${value.slice(-6)})`;
      return postureParts.line({ ...failure, reason }, level);
    },
  },
);
