import { HarnessFault } from '../../harness-fault.ts';
import { draw } from '../draw.ts';
import { type Failure, failuresOf } from '../failure.ts';
import { type Pursued, pursue } from '../pursue.ts';
import type { ShrinkLimits } from '../shrink/shrink.ts';
import { judgeApart } from '../worker/judge-apart.ts';
import type { WorkerSlot } from '../worker/slot.ts';
import { type CampaignPlan, patienceOf, type SubjectPlan, shrinkLimitsOf, subjectOf } from './plan.ts';
import type { Schedule } from './schedule.ts';
import type { Lead, SubjectRun } from './subject-run.ts';

/** When the time is over, or after Ctrl-C, a finding is kept as it is, hardly shrunk. */
const hurried: ShrinkLimits = { runs: 200, ms: 1_000 };

/** A lead that was pursued, and what the reference does on the same scenario. */
export interface Chased {
  readonly pursued: Pursued<unknown>;
  readonly referenceFailures: readonly Failure[];
}

/** Confirms and shrinks a lead, and tries the shrunk scenario on the reference. */
export async function chase(
  plan: CampaignPlan,
  schedule: Schedule,
  slot: WorkerSlot,
  { plan: subject }: SubjectRun,
  lead: Lead,
): Promise<Chased> {
  const pursued = await pursueIn(plan, schedule, slot, subject, lead);
  const reference = subject.target.reference.name;
  if (subject.implementation === reference) return { pursued, referenceFailures: [] };
  const source = { ...subject.source, implementation: { kind: 'named', name: reference } } as const;
  const verdict = await judgeApart(slot, source, pursued.scenario, patienceOf(source, plan.limitMs));
  const owner = { target: subject.target.name, implementation: reference };
  return { pursued, referenceFailures: failuresOf(owner, verdict) };
}

/** Whole in the worker when the run ends there, else attempt by attempt. */
async function pursueIn(
  plan: CampaignPlan,
  schedule: Schedule,
  slot: WorkerSlot,
  subject: SubjectPlan,
  lead: Lead,
): Promise<Pursued<unknown>> {
  const source = { subject: subject.source, seed: plan.seed, examples: true } as const;
  const limits = schedule.late ? hurried : shrinkLimitsOf(subject.source, plan.shrink);
  const limitMs = patienceOf(subject.source, plan.limitMs);
  let best: { readonly scenario: unknown; readonly failure: Failure } | undefined;
  if (!lead.isolated) {
    const outcome = await slot.perform(
      { kind: 'pursue', ...source, candidate: lead.candidate, failure: lead.failure, limits },
      {
        limitMs,
        smaller: (scenario, failure) => {
          best = { scenario, failure };
        },
      },
    );
    if (outcome.kind === 'pursued') return outcome.pursued;
  }

  const owner = subjectOf(subject);
  const attempt = async (scenario: unknown): Promise<readonly Failure[]> => {
    const verdict = await judgeApart(slot, subject.source, scenario, limitMs);
    if (verdict.kind === 'harness-fault') throw new HarnessFault(verdict.reason, 'worker-lost');
    return failuresOf(owner, verdict);
  };
  const start = draw(subject.target.scenario, lead.candidate, { seed: plan.seed, examples: true });
  const pursued = await pursue(subject.target, start, lead.failure, attempt, plan.shrinkIsolated, {
    stop: () => schedule.late,
  });
  // The worker was lost while it shrank: what it had confirmed and reached by then may be smaller.
  if (best === undefined || sizeOf(pursued.scenario) <= sizeOf(best.scenario)) return pursued;
  return { ...pursued, ...best };
}

function sizeOf(scenario: unknown): number {
  return JSON.stringify(scenario).length;
}
