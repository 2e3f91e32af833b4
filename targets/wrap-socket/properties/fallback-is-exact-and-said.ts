import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { canGive, named } from '../oracle.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs, octal, socketsOf } from './findings.ts';

export const fallbackIsExactAndSaid: Property<WrapScenario, WrapObservation> = {
  name: 'fallback-is-exact-and-said',
  statement:
    "Where ownership can't be given to a known caller: folder 0711, sockets 0666, and a line on standard error.",
  check(scenario, { moments, ready, meddled, err }) {
    const caller = named(scenario);
    const able = canGive(scenario);
    if (!ready || caller.kind !== 'somebody' || able === true || meddled) return holds;
    for (const { found } of moments.filter(({ phase }) => phase === 'serving')) {
      const sockets = socketsOf(found);
      const given =
        found.mode === 0o700 &&
        found.uid === caller.uid &&
        sockets.every(({ mode, uid }) => mode === 0o600 && uid === caller.uid);
      // A fault of one call may be met by another try.
      if (able === undefined && given) continue;
      if (found.mode !== 0o711)
        return brokenAs('folder', `in the fallback the folder has mode ${octal(found.mode)}`);
      const wrong = sockets.find(({ mode }) => mode !== 0o666);
      if (wrong !== undefined)
        return brokenAs('socket', `in the fallback ${wrong.name} has mode ${octal(wrong.mode)}`);
      if (err.every(line => line.trim() === ''))
        return brokenAs('silent', 'ownership could not be given, and standard error does not say so');
    }
    return holds;
  },
};
