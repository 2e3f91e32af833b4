import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { allowedKeys, judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { isPlainList, type Plain } from '../reference/plain-yaml.ts';
import { mutant } from './mutant.ts';

const loose = ['no-new-privileges:false', 'seccomp:unconfined', 'apparmor:unconfined', 'label:disable'];

function* checkOptions(value: Plain): Iterable<string> {
  if (isPlainList(value) && value.some(option => loose.includes(String(option)))) yield 'loosens an option';
}

/** Reads security_opt at the colon; the engine takes "seccomp=unconfined" just as well. */
export const optionsByColonOnly = mutant({
  name: 'options-by-colon-only',
  story: 'Reads security_opt at the colon; the engine takes "seccomp=unconfined" just as well.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 1000,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(overlay, rules, new Map([...allowedKeys, ['security_opt', checkOptions]])),
    }),
  },
});
