import { onMachine } from '../mutant.ts';

export const saysNothingOfTheRejected = onMachine(
  {
    name: 'says-nothing-of-the-rejected',
    story: 'Tells only of peers that were accepted: an attack leaves no trace.',
    source: 'expert; seed 002',
    caughtBy: ['one-true-line-a-peer'],
    within: 60,
  },
  machine => ({
    say: line => {
      if (!line.includes('"accepted":false')) machine.say(line);
    },
  }),
);
