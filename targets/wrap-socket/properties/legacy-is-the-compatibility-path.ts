import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { named } from '../oracle.ts';
import { serverUid, type WrapScenario } from '../scenario.ts';
import { tallies } from '../tally.ts';
import { brokenAs, octal, socketsOf } from './findings.ts';

export const legacyIsTheCompatibilityPath: Property<WrapScenario, WrapObservation> = {
  name: 'legacy-is-the-compatibility-path',
  statement:
    "A caller without a uid gets the compatibility path, all of it and no more: folder 0711 of the server's, sockets 0666, everybody accepted, said on standard error.",
  check(scenario, observation) {
    const { ready, moments, attempts, err, meddled } = observation;
    if (!ready || named(scenario).kind !== 'legacy' || meddled) return holds;
    for (const { found } of moments.filter(({ phase }) => phase === 'serving')) {
      if (found.mode !== 0o711 || found.uid !== serverUid(scenario))
        return brokenAs(
          'folder',
          `the folder has mode ${octal(found.mode)} and belongs to user ${found.uid}`,
        );
      const wrong = socketsOf(found).find(({ mode }) => mode !== 0o666);
      if (wrong !== undefined) return brokenAs('socket', `${wrong.name} has mode ${octal(wrong.mode)}`);
    }
    if (err.every(line => line.trim() === ''))
      return brokenAs('silent', 'standard error does not say that nobody is checked');
    const out = attempts.find(({ reached }) => reached !== 'connected');
    if (out !== undefined)
      return brokenAs('kept out', `${out.socket}: user ${out.uid} could not connect (${out.reached})`);
    for (const { socket, uid, accepted, unhindered } of tallies(scenario, observation)) {
      if (accepted < unhindered)
        return brokenAs(
          'rejected',
          `${socket}: user ${uid} came ${unhindered} times, and was accepted ${accepted} times`,
        );
    }
    return holds;
  },
};
