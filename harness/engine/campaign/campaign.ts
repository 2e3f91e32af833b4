import { HarnessFault } from '../../harness-fault.ts';
import { describeThrown } from '../../judge/thrown.ts';
import { now } from '../clock.ts';
import type { Emit } from '../events.ts';
import { prepareFindings } from '../findings/folder.ts';
import { WorkerSlot } from '../worker/slot.ts';
import type { Lost } from '../worker/worker.ts';
import { CampaignLog, type CampaignResult } from './campaign-log.ts';
import { chase } from './chase.ts';
import {
  type CampaignPlan,
  type CampaignRequest,
  type Phase,
  patienceOf,
  phasesOf,
  planCampaign,
} from './plan.ts';
import { type Job, Schedule } from './schedule.ts';
import type { Assignment, SubjectRun } from './subject-run.ts';

const progressMs = 200;
/** What a stretch may take beyond the deadline; an ordinary one ends by itself before. */
const graceMs = 1_000;

/**
 * Runs a campaign: draws, runs and judges in worker processes, goes on after a failure, confirms, shrinks and stores
 * each distinct bug, and tells of everything by events. It always comes to an end with a result; what goes wrong in the
 * harness itself is counted there as a fault.
 * @throws HarnessFault `disk` before it begins, when findings could not be stored
 */
export async function campaign(request: CampaignRequest, emit: Emit): Promise<CampaignResult> {
  const plan = planCampaign(request);
  const log = new CampaignLog(plan, emit);
  await prepareFindings(plan.folder);
  log.started();
  const subjects: SubjectRun[] = [];
  for (const phase of phasesOf(plan)) subjects.push(...(await runPhase(plan, phase, log)));
  return log.finished(subjects);
}

/** Runs what belongs together, with workers of its own. */
async function runPhase(
  plan: CampaignPlan,
  { subjects, budget, jobs }: Phase,
  log: CampaignLog,
): Promise<readonly SubjectRun[]> {
  const schedule = new Schedule({ subjects, budget });
  const slots = Array.from({ length: jobs }, () => new WorkerSlot(plan.memoryMb));
  const stop = (): void => {
    schedule.stop();
    for (const slot of slots) slot.stop();
  };
  plan.signal.addEventListener('abort', stop, { once: true });
  if (plan.signal.aborted) stop();
  const deadline = budget.kind === 'time' ? setTimeout(stop, budget.ms + graceMs) : undefined;
  const progress = setInterval(() => log.progress(schedule.subjects), progressMs);
  try {
    await Promise.all(slots.map(slot => work(plan, schedule, slot, log)));
  } finally {
    clearInterval(progress);
    clearTimeout(deadline);
    plan.signal.removeEventListener('abort', stop);
    await Promise.all(slots.map(slot => slot[Symbol.asyncDispose]()));
  }
  return schedule.subjects;
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
      await perform(plan, schedule, slot, job, log);
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

async function perform(
  plan: CampaignPlan,
  schedule: Schedule,
  slot: WorkerSlot,
  job: Job,
  log: CampaignLog,
): Promise<void> {
  const { subject } = job;
  const { name } = subject.plan.target;
  try {
    if (job.kind === 'explore') await explore(plan, slot, job, log);
    else await log.finding(subject, job.lead, await chase(plan, schedule, slot, subject, job.lead));
  } catch (error) {
    log.fault(name, error instanceof HarnessFault ? error.message : describeThrown(error));
    if (job.kind === 'explore') {
      subject.giveUp(job.assignment, 0);
      subject.abandon();
    }
  } finally {
    if (job.kind === 'pursue') subject.pursued();
  }
}

async function explore(
  { seed, limitMs }: CampaignPlan,
  slot: WorkerSlot,
  { subject, assignment }: Extract<Job, { kind: 'explore' }>,
  log: CampaignLog,
): Promise<void> {
  const { from, to, careful } = assignment;
  const { name } = subject.plan.target;
  const patience = patienceOf(subject.plan.source, limitMs);
  const lost = new Map(subject.lostCandidates);
  const began = now();
  const outcome = await slot.perform(
    { kind: 'explore', subject: subject.plan.source, seed, examples: true, from, to, careful, lost },
    { limitMs: patience, choosingMs: limitMs, beat: run => subject.beat(assignment, run) },
  );
  const tookMs = now() - began;
  if (outcome.kind === 'explored') {
    subject.done(assignment, outcome.explored, tookMs);
    log.explored(subject, outcome.explored);
    return;
  }
  if (outcome.kind === 'lost') {
    if (subject.lost(assignment, outcome, patience, tookMs)) return;
    log.fault(name, lostFor(assignment, outcome));
  } else {
    subject.giveUp(assignment, tookMs);
    log.fault(name, outcome.kind === 'failed' ? outcome.reason : `a worker answered ${outcome.kind}`);
  }
  subject.abandon();
}

function lostFor({ from, to }: Assignment, { candidate, how, reason }: Lost): string {
  const why = how === 'hang' ? 'it hung' : reason;
  if (candidate === undefined) return `a worker was lost before runs ${from + 1} to ${to} began: ${reason}`;
  return `too many scenarios take a process down before a container is started, the last of them drawn scenario ${candidate + 1}: ${why}. See: --fidelity model`;
}
