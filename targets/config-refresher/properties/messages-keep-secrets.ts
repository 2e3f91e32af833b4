import { canaryTrace } from '../../../harness/arbitraries/mid-write-json.ts';
import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** The source holds tokens; JSON.parse quotes what it can't read in its message, and messages end up in logs. */
export const messagesKeepSecrets: Property<Scenario, Observation> = {
  name: 'messages-keep-secrets',
  statement: 'No message shows a value of the source.',
  check(_scenario, { refreshers }) {
    for (const { out, err } of refreshers) {
      const shown = [...out, ...err].find(line => line.includes(canaryTrace));
      if (shown !== undefined)
        return broken('A message shows part of a secret that the source holds.', {
          details: [['message', shown]],
        });
    }
    return holds;
  },
};
