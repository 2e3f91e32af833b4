import { mutant } from '../mutant.ts';
import { checkPosture } from '../reference/posture.ts';

export const bindsBeforeCheck = mutant(
  {
    name: 'binds-before-check',
    story: 'Opens the listeners and then looks at the posture: for a moment the process serves as root.',
    source: 'seed 000: before any listener is opened; CVE-2023-45145, listening before the mode was set',
    caughtBy: ['refusal-before-bind'],
    within: 50,
  },
  (given, machine) => {
    const { decision, failures, lines, listeners } = checkPosture(given, { ...machine, log: () => {} });
    for (const address of listeners) machine.bind(address);
    for (const line of lines) machine.log(line);
    return { exit: decision === 'start' ? 0 : 2, failures };
  },
);
