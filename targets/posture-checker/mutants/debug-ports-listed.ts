import { mutantInvariant } from '../mutant.ts';
import { onlyExpectedListeners } from '../reference/listeners.ts';

const debugPorts = new Set([6060, 9229, 8080]);

export const debugPortsListed = mutantInvariant(
  {
    name: 'debug-ports-listed',
    story:
      'Refuses the debug ports somebody thought of, instead of all but the expected: the next one is not on the list.',
    source: 'seed 001: only to expected ports, ":6060 pprof" is an example',
    caughtBy: ['exactly-the-failures'],
    within: 100,
  },
  {
    listeners: onlyExpectedListeners(
      (port, { insecureListen }) => !debugPorts.has(port) || port === insecureListen?.port,
    ),
  },
);
