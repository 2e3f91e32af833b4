import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import { canGive, named } from '../oracle.ts';
import { socketNames, type WrapScenario } from '../scenario.ts';
import { brokenAs, octal, socketsOf } from './findings.ts';

export const readyMeansTheCallersOwn: Property<WrapScenario, WrapObservation> = {
  name: 'ready-means-the-callers-own',
  statement:
    'Where ownership can be given, "ready" means: folder 0700 and three sockets 0600, all of them the caller\'s.',
  check(scenario, { moments, ready, meddled }) {
    const caller = named(scenario);
    if (!ready || caller.kind !== 'somebody' || canGive(scenario) !== true || meddled) return holds;
    for (const { found } of moments.filter(({ phase }) => phase === 'serving')) {
      if (found.kind !== 'folder') return brokenAs('no folder', `there is no folder, but: ${found.kind}`);
      if (found.mode !== 0o700 || found.uid !== caller.uid)
        return brokenAs(
          'folder not given',
          `the folder has mode ${octal(found.mode)} and belongs to user ${found.uid}`,
        );
      const sockets = socketsOf(found);
      if (sockets.length !== socketNames.length)
        return brokenAs('sockets missing', `there are ${sockets.length} sockets, not three`);
      const wrong = sockets.find(({ mode, uid }) => mode !== 0o600 || uid !== caller.uid);
      if (wrong !== undefined)
        return brokenAs(
          'socket not given',
          `${wrong.name} has mode ${octal(wrong.mode)} and belongs to user ${wrong.uid}`,
        );
    }
    return holds;
  },
};
