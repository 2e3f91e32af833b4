import type { Volume } from '../../recording.ts';
import type { RunOnVolume, SeenInProcess } from '../../target.ts';
import { Ledger } from '../../world/crash/ledger.ts';
import { worldDifference } from '../../world/crash/same-world.ts';
import type { Attempt, Recorder, SeenRun } from './recorded-run.ts';

/** Records an implementation in process. */
export function inProcess<S>(seen: SeenInProcess<S>): Recorder<S> {
  return {
    record: async (scenario, use) => {
      const ran = await seen.run(scenario);
      return use(attempt(ran, async left => asSeen(await seen.run(scenario, left))));
    },
  };
}

function attempt(ran: RunOnVolume, again: (left: Volume) => Promise<SeenRun>): Attempt {
  const { before, after, operations, ended, began, finished } = ran;
  const ledger = new Ledger(before);
  for (const { change, text } of operations) ledger.enter(change, text);
  const why = worldDifference(ledger.volume(), after);
  if (why !== undefined)
    return { kind: 'impossible', reason: `what was recorded is not all that it did: ${why}` };
  return { kind: 'recorded', run: { recording: { before, operations, began, finished }, ended, again } };
}

function asSeen({ before, after, ended, began, finished }: RunOnVolume): SeenRun {
  return { before, after, ended, why: '', began, finished };
}
