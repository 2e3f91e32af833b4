import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const doubledDollarKept = mutantWith(
  {
    name: 'doubled-dollar-kept',
    story: `Does not know that two dollars are one: a name with a dollar in it is another name.`,
    source: `Compose interpolation: $$`,
    caughtBy: [
      'what-can-be-made-is-made',
      'nothing-is-left-for-the-daemon',
      'nothing-made-that-nothing-mounts',
    ],
    within: 2000,
  },
  { parse: text => modelSteps.parse(text.replaceAll('$$', '$$$$$$$$')) },
);
