import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { lastState, momentName, sameContent, successes } from './findings.ts';

const wanted = 0o644;

/** The reader in the container is another user: a mode that follows the umask locks it out (seed `004` F3, F5). */
export const modeIs0644: Property<Scenario, Observation> = {
  name: 'mode-is-0644',
  statement: 'New content has mode 0644 from its first moment, whatever the umask and the old mode.',
  check(_scenario, observation) {
    const old = observation.targetStates[0].entry;
    for (const { moment, entry } of observation.targetStates) {
      if (entry?.kind !== 'file' || entry.mode === wanted || sameContent(old, entry)) continue;
      return broken(`${momentName(observation, moment)} the new target has another mode than 0644.`, {
        details: [['mode', entry.mode.toString(8).padStart(4, '0')]],
      });
    }
    const last = lastState(observation).entry;
    if (successes(observation) > 0 && last?.kind === 'file' && last.mode !== wanted)
      return broken('The refresher ended with status 0 and the target has another mode than 0644.', {
        details: [['mode', last.mode.toString(8).padStart(4, '0')]],
      });
    return holds;
  },
};
