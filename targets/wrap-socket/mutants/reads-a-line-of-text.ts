import { withPart } from '../mutant.ts';
import { readCaller } from '../reference/caller.ts';

export const readsALineOfText = withPart(
  {
    name: 'reads-a-line-of-text',
    story:
      'Its pattern of a user id lets the end of a line pass: "0" and a line end is the compatibility path.',
    source: 'Python, re: "$" matches before a line end that comes last',
    caughtBy: ['refuses-a-caller-it-cannot-read'],
    within: 1_200,
  },
  { readCaller: text => readCaller(text.replace(/\n$/, '')) },
);
