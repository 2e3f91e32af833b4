import { broken, holds, type Judgement } from '../../../harness/target.ts';
import { changeText, type TreeChange } from '../../../harness/world/file-tree/diff.ts';
import type { Observation } from '../observation.ts';
import {
  belongsTo,
  canBeRemoved,
  type Session,
  type Stays,
  type Sweeping,
  sessionsIn,
  sweepings,
  whyItStays,
} from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { changesIn } from './changes.ts';

/** Whether sessions that had to stay for a reason are as they were. @param why the reason, in words */
export function kept(
  scenario: Scenario,
  observation: Observation,
  reason: readonly Stays[],
  why: string,
): Judgement {
  for (const [nth, sweeping] of sweepings(scenario, observation).entries()) {
    const changes = changesIn(sweeping);
    if (changes.length === 0) continue;
    for (const session of sessionsIn(scenario, sweeping.before)) {
      const change = changes.find(({ path }) => belongsTo(path, session));
      if (change === undefined) continue;
      const whole = nth === 0 && canBeRemoved(scenario, session);
      const stays = whyItStays(sweeping, session, whole);
      if (stays !== undefined && reason.includes(stays)) return harmed(session, change, sweeping, why);
    }
  }
  return holds;
}

function harmed({ name }: Session, change: TreeChange, { swept }: Sweeping, why: string): Judgement {
  return broken(`The folder of a session was harmed, ${why}: "${name}".`, {
    signature: `harmed, ${why}`,
    details: [
      ['first change', changeText(change)],
      ['listings', String(swept.listings.length)],
    ],
  });
}
