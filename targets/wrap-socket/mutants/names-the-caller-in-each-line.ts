import { onMachine } from '../mutant.ts';

export const namesTheCallerInEachLine = onMachine(
  {
    name: 'names-the-caller-in-each-line',
    story: "Writes the caller's uid into each line, instead of the peer's.",
    source: 'expert',
    caughtBy: ['one-true-line-a-peer'],
    within: 60,
  },
  machine => {
    return { say: line => machine.say(line.replace(/"uid":\d+/, '"uid":1001')) };
  },
);
