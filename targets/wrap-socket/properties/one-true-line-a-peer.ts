import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { socketNames, type WrapScenario } from '../scenario.ts';
import { tallies } from '../tally.ts';
import { brokenAs } from './findings.ts';

const known: ReadonlySet<string> = new Set(socketNames);

export const oneTrueLineAPeer: Property<WrapScenario, WrapObservation> = {
  name: 'one-true-line-a-peer',
  statement:
    'There is one JSON line for each peer, and it is true: which socket, which user, and accepted if it is kept.',
  check(scenario, observation) {
    if (!observation.ready) return holds;
    for (const { text, socket, uid, accepted } of observation.told) {
      if (socket === undefined || !known.has(socket) || uid === undefined || accepted === undefined)
        return brokenAs('no such line', `a line is not of the form: ${JSON.stringify(text.slice(0, 80))}`);
    }
    for (const { socket, uid, accepted, rejected, came, unhindered, kept, closed } of tallies(
      scenario,
      observation,
    )) {
      const whose = `${socket}: user ${uid ?? 'unreadable'}`;
      const lines = accepted + rejected;
      if (lines > came) return brokenAs('too many', `${whose} came ${came} times, and ${lines} lines say so`);
      if (lines < unhindered)
        return brokenAs('too few', `${whose} came ${unhindered} times, and ${lines} lines say so`);
      if (rejected > came - kept)
        return brokenAs(
          'rejected and kept',
          `${whose}: ${rejected} lines say rejected, and ${kept} of ${came} are still connected`,
        );
      if (accepted > came - closed)
        return brokenAs(
          'accepted and closed',
          `${whose}: ${accepted} lines say accepted, and ${closed} of ${came} were closed`,
        );
    }
    return holds;
  },
};
