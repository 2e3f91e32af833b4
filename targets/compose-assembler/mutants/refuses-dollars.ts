import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Refuses every overlay with a dollar in it, also a doubled one: a prompt or a price is enough to have no session. */
export const refusesDollars = mutant({
  name: 'refuses-dollars',
  story:
    'Refuses every overlay with a dollar in it, also a doubled one: a prompt or a price is enough to have no session.',
  source: 'expert',
  caughtBy: ['no-false-refusal'],
  within: 300,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      collect: async (output, seams) => {
        const collected = await modelSteps.collect(output, seams);
        const dollar = collected.kind === 'overlay' && collected.text.includes('$');
        return dollar ? { kind: 'refused', reason: 'holds a dollar' } : collected;
      },
    }),
  },
});
