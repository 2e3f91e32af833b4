import type { Verdict } from '../../judge/verdict.ts';
import type { SubjectSource } from '../subject.ts';
import type { WorkerSlot } from './slot.ts';
import type { Lost } from './worker.ts';

/** Runs and judges one scenario in a worker process: a hang or a crash costs that process and is the verdict. */
export async function judgeApart(
  slot: WorkerSlot,
  subject: SubjectSource,
  scenario: unknown,
  limitMs: number,
): Promise<Verdict> {
  const outcome = await slot.perform({ kind: 'judge', subject, scenario }, { limitMs });
  if (outcome.kind === 'judged') return outcome.verdict;
  if (outcome.kind === 'lost') return verdictOfLoss(outcome, limitMs);
  const reason = outcome.kind === 'failed' ? outcome.reason : `a worker answered ${outcome.kind}`;
  return { kind: 'harness-fault', reason };
}

/** What the loss of a process says of the run that it was at. A process that ended is one bug, whatever it printed. */
export function verdictOfLoss({ how, reason }: Lost, limitMs: number): Verdict {
  return how === 'hang'
    ? { kind: 'hang', limitMs }
    : { kind: 'crash', reason, signature: 'its process ended' };
}
