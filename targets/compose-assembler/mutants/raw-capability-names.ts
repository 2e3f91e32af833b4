import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { allowedKeys, judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { isPlainList, type Plain } from '../reference/plain-yaml.ts';
import { mutant } from './mutant.ts';

const forbidden = ['CAP_SYS_ADMIN', 'CAP_NET_ADMIN', 'CAP_SYS_PTRACE', 'ALL', 'all'];

function* checkNames(value: Plain): Iterable<string> {
  if (isPlainList(value) && value.some(name => forbidden.includes(String(name)))) yield 'adds a capability';
}

/** Forbids capabilities by name as written: "sys_admin" and "SYS_ADMIN" are not "CAP_SYS_ADMIN" to it, and all the same to the engine. */
export const rawCapabilityNames = mutant({
  name: 'raw-capability-names',
  story:
    'Forbids capabilities by name as written: "sys_admin" and "SYS_ADMIN" are not "CAP_SYS_ADMIN" to it, and all the same to the engine.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 1500,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(overlay, rules, new Map([...allowedKeys, ['cap_add', checkNames]])),
    }),
  },
});
