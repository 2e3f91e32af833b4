import { Unobserved } from '../../../harness/stage.ts';
import type { Scenario } from '../scenario.ts';
import type { WorldRun } from './run-in-world.ts';

/** What a scenario comes to that can't be built, or whose run proves nothing. */
export function rejected(reason: string): Unobserved {
  return new Unobserved({ kind: 'rejected', reason });
}

/** What a run comes to that shows nothing of what its scenario is about; undefined: it shows something. */
export function unseen(
  { writer }: Scenario,
  { rans, injections, writerSteps }: WorldRun,
): Unobserved | undefined {
  const planned = injections.some(({ effect }) => effect.kind === 'signal');
  for (const { end } of rans) {
    if (end.kind !== 'killed' || planned) continue;
    return new Unobserved({
      kind: 'crash',
      reason: `it was ended by ${end.signal}, which nobody had sent`,
      signature: `ended by ${end.signal}`,
    });
  }
  return writer.length > 0 && writerSteps === 0
    ? rejected('the run ended before anybody wrote the source')
    : undefined;
}
