import { onMachine } from '../mutant.ts';

export const fallsBackInSilence = onMachine(
  {
    name: 'falls-back-in-silence',
    story: 'Opens the sockets to everybody where ownership can not be given, and says nothing of it.',
    source: 'seed 002: a known limit of the fallback, to be told',
    caughtBy: ['fallback-is-exact-and-said'],
    within: 80,
  },
  machine => ({
    complain: line => {
      if (!line.includes('warning')) machine.complain(line);
    },
  }),
);
