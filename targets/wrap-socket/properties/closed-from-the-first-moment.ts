import { type Broken, holds, type Property } from '../../../harness/target.ts';
import type { Moment, WrapObservation } from '../observation.ts';
import { canGive, named } from '../oracle.ts';
import { callerUid, serverUid, type WrapScenario } from '../scenario.ts';
import { brokenAs, octal, socketsOf } from './findings.ts';

/** Bits for others than the owner; on the permissive paths everybody may pass and connect, and no more. */
const others = 0o077;

export const closedFromTheFirstMoment: Property<WrapScenario, WrapObservation> = {
  name: 'closed-from-the-first-moment',
  statement:
    'From the first moment a socket exists, folder and sockets belong to the server or the caller and are closed to others; on a permissive path others may connect, never more.',
  check(scenario, { moments, ready }) {
    const { kind } = named(scenario);
    const open = kind === 'legacy' || (kind === 'somebody' && canGive(scenario) !== true);
    for (const moment of moments) {
      const wrong = wrongOf(scenario, moment, open, ready);
      if (wrong !== undefined) return wrong;
    }
    return holds;
  },
};

function wrongOf(
  scenario: WrapScenario,
  { found, phase }: Moment,
  open: boolean,
  ready: boolean,
): Broken | undefined {
  // What is found at the beginning is not the server's doing, and a stale socket of before is none of its own.
  const sockets = socketsOf(found);
  if (found.kind !== 'folder' || sockets.length === 0 || (scenario.place.kind === 'folder' && !ready))
    return undefined;
  const owners = [serverUid(scenario), ...(named(scenario).kind === 'legacy' ? [] : [callerUid(scenario)])];
  const [folderBits, socketBits] = open ? [others & ~0o055, others & ~0o066] : [others, others];
  const when = phase === 'setup' ? 'before the server was ready' : 'while it served';
  if ((found.mode & folderBits) !== 0)
    return brokenAs(
      `folder open, ${phase}`,
      `${when} the folder had mode ${octal(found.mode)} with a socket in it`,
    );
  if (!owners.includes(found.uid))
    return brokenAs(`folder of another, ${phase}`, `${when} the folder belonged to user ${found.uid}`);
  for (const { name, mode, uid } of sockets) {
    if ((mode & socketBits) !== 0)
      return brokenAs(`socket open, ${phase}`, `${when} ${name} had mode ${octal(mode)}`);
    if (!owners.includes(uid))
      return brokenAs(`socket of another, ${phase}`, `${when} ${name} belonged to user ${uid}`);
  }
  return undefined;
}
