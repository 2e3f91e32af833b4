import type { Emit } from '../events.ts';
import { WorkerSlot } from '../worker/slot.ts';
import { CampaignLog, type CampaignResult } from './campaign-log.ts';
import { chase } from './chase.ts';
import { type CampaignPlan, type CampaignRequest, planCampaign } from './plan.ts';
import { type Job, Schedule } from './schedule.ts';

const progressMs = 200;
const impatientMs = 300;

/**
 * Runs a campaign: draws, runs and judges in worker processes, goes on after a failure, confirms, shrinks and stores
 * each distinct bug, and tells of everything by events. It always comes to an end with a result; what goes wrong in the
 * harness itself is counted there as a fault.
 */
export async function campaign(request: CampaignRequest, emit: Emit): Promise<CampaignResult> {
  const plan = planCampaign(request);
  const log = new CampaignLog(plan, emit);
  const schedule = new Schedule(plan);
  const slots = Array.from({ length: plan.jobs }, () => new WorkerSlot(plan.memoryMb));
  const stop = (): void => {
    schedule.stop();
    for (const slot of slots) slot.stop();
  };
  plan.signal.addEventListener('abort', stop, { once: true });
  if (plan.signal.aborted) stop();
  log.started();
  const progress = setInterval(() => log.progress(schedule.subjects), progressMs);
  try {
    await Promise.all(slots.map(slot => work(plan, schedule, slot, log)));
  } finally {
    clearInterval(progress);
    plan.signal.removeEventListener('abort', stop);
    await Promise.all(slots.map(slot => slot[Symbol.asyncDispose]()));
  }
  return log.finished(schedule.subjects);
}

/** One worker's place: does what is next until nothing is left. */
async function work(
  plan: CampaignPlan,
  schedule: Schedule,
  slot: WorkerSlot,
  log: CampaignLog,
): Promise<void> {
  for (;;) {
    const job = schedule.next();
    if (job !== undefined) {
      await perform(plan, slot, job, log);
      schedule.notify();
      continue;
    }
    const ended = schedule.finishSettled();
    for (const subject of ended) log.ended(subject);
    if (ended.length > 0) schedule.notify();
    if (schedule.over) return;
    if (ended.length === 0) await schedule.changed();
  }
}

async function perform(plan: CampaignPlan, slot: WorkerSlot, job: Job, log: CampaignLog): Promise<void> {
  try {
    if (job.kind === 'explore') await explore(plan, slot, job, log);
    else await log.finding(job.subject, job.lead, await chase(plan, slot, job.subject, job.lead));
  } catch (error) {
    log.fault(job.subject.plan.target.name, error instanceof Error ? error.message : String(error));
    job.subject.abandon();
  } finally {
    if (job.kind === 'pursue') job.subject.pursued();
  }
}

async function explore(
  { seed, limitMs }: CampaignPlan,
  slot: WorkerSlot,
  { subject, assignment }: Extract<Job, { kind: 'explore' }>,
  log: CampaignLog,
): Promise<void> {
  const { lostBefore, ...runs } = assignment;
  const { name } = subject.plan.target;
  const stretch = `runs ${assignment.from + 1} to ${assignment.to}`;
  const began = performance.now();
  // One that hangs in many of its runs shall not cost the whole time limit each time: the bug is known by then.
  const patience = subject.hangKnown ? Math.min(limitMs, impatientMs) : limitMs;
  const outcome = await slot.perform(
    { kind: 'explore', subject: subject.plan.source, seed, examples: true, ...runs },
    { limitMs: patience, beat: run => subject.beat(assignment, run) },
  );
  const tookMs = performance.now() - began;
  if (outcome.kind === 'explored') {
    subject.done(assignment, outcome.explored, tookMs);
    log.explored(subject, outcome.explored);
    if (lostBefore !== undefined) {
      log.fault(
        name,
        `a worker was lost in ${stretch} (${lostBefore}), and was not when they were run one by one`,
      );
    }
    return;
  }
  if (outcome.kind === 'lost') {
    if (subject.lost(assignment, outcome, limitMs, tookMs)) return;
    log.fault(name, `a worker was lost in ${stretch}, and it can't be told in which: ${outcome.reason}`);
  } else {
    subject.giveUp(assignment, tookMs);
    log.fault(name, outcome.kind === 'failed' ? outcome.reason : `a worker answered ${outcome.kind}`);
  }
  subject.abandon();
}
