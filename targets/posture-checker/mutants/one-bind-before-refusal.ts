import { mutant } from '../mutant.ts';
import { checkPosture } from '../reference/posture.ts';

export const oneBindBeforeRefusal = mutant(
  {
    name: 'one-bind-before-refusal',
    story:
      'Opens port 80 first, for the certificate authority, and refuses only after a failure of the cache shows.',
    source: 'seed 000: before any listener is opened',
    caughtBy: ['refusal-before-bind'],
    within: 200,
  },
  (given, machine) => {
    const { decision, failures, lines, listeners } = checkPosture(given, machine);
    for (const line of lines) machine.log(line);
    if (failures.some(({ sentinel }) => sentinel === 'ErrCacheDirInsecure') && listeners.includes(':80'))
      machine.bind(':80');
    if (decision === 'refuse') return { exit: 2, failures };
    for (const address of listeners) machine.bind(address);
    return { exit: 0, failures };
  },
);
