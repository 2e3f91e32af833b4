import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

const suspicious = /privileged:\s*true|docker\.sock|network_mode:\s*host|SYS_ADMIN|unconfined/;

/** `grep -E 'privileged: true|docker.sock|…'` over an overlay: YAML and Compose know many ways to say the same. */
export const textSearch = mutant({
  name: 'text-search',
  story:
    "`grep -E 'privileged: true|docker.sock|…'` over an overlay: YAML and Compose know many ways to say the same.",
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name', 'order-never-changes-posture'],
  within: 50,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      collect: async (output, seams) => {
        const collected = await modelSteps.collect(output, seams);
        const found = collected.kind === 'overlay' && suspicious.test(collected.text);
        return found ? { kind: 'refused', reason: 'opens the sandbox' } : collected;
      },
      judgeOverlay: async overlay => (overlay.kind === 'unreadable' ? [overlay.reason] : []),
    }),
  },
});
