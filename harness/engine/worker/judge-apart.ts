import type { Verdict } from '../../judge/verdict.ts';
import type { Reproduction } from '../repro/reproduce.ts';
import type { SubjectSource } from '../subject.ts';
import type { Answer } from './messages.ts';
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
  return outcome.kind === 'judged' ? outcome.verdict : verdictOfOther(outcome, limitMs);
}

/** Runs one scenario in a worker process and keeps everything there is to see; nothing, of one that takes it down. */
export async function reproduceApart(
  slot: WorkerSlot,
  subject: SubjectSource,
  scenario: unknown,
  limitMs: number,
): Promise<Reproduction> {
  const outcome = await slot.perform({ kind: 'reproduce', subject, scenario }, { limitMs });
  if (outcome.kind === 'reproduced') return outcome.reproduction;
  return { verdict: verdictOfOther(outcome, limitMs), observation: undefined, properties: [] };
}

function verdictOfOther(outcome: Answer | Lost, limitMs: number): Verdict {
  if (outcome.kind === 'lost') return verdictOfLoss(outcome, limitMs);
  const reason = outcome.kind === 'failed' ? outcome.reason : `a worker answered ${outcome.kind}`;
  return { kind: 'harness-fault', reason };
}

/** What the loss of a process says of the run that it was at. How it ended is the bug, whatever it printed. */
export function verdictOfLoss({ how, reason, signature }: Lost, limitMs: number): Verdict {
  return how === 'hang' ? { kind: 'hang', limitMs } : { kind: 'crash', reason, signature };
}
