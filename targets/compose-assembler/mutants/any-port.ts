import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { allowedKeys, judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { mutant } from './mutant.ts';

/** Lets every port through: a service in a contained session listens on all addresses of the machine. */
export const anyPort = mutant({
  name: 'any-port',
  story: 'Lets every port through: a service in a contained session listens on all addresses of the machine.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 300,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(overlay, rules, new Map([...allowedKeys, ['ports', () => []]])),
    }),
  },
});
