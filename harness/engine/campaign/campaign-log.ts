import { HarnessFault } from '../../harness-fault.ts';
import { version } from '../../version.ts';
import { now } from '../clock.ts';
import type { Emit } from '../events.ts';
import type { Explored } from '../explore.ts';
import { keepFinding } from '../findings/keep.ts';
import type { Chased } from './chase.ts';
import { type CampaignPlan, phasesOf, subjectOf } from './plan.ts';
import type { Lead, SubjectRun } from './subject-run.ts';

/** What a campaign came to. */
export interface CampaignResult {
  /** Of each subject, in their order. */
  readonly runs: readonly number[];
  readonly findings: number;
  /** Of the harness itself: with any, what the campaign says is not to be trusted. */
  readonly faults: number;
  readonly interrupted: boolean;
}

/** Tells of a campaign by events, and counts what it told. */
export class CampaignLog {
  constructor(plan: CampaignPlan, emit: Emit) {
    this.#plan = plan;
    this.#emit = emit;
  }

  readonly #plan: CampaignPlan;
  readonly #emit: Emit;
  readonly #startedAt = now();
  readonly #reasons = new Set<string>();
  #findings = 0;

  started(): void {
    const { seed, jobs, budget, containment, containers, skipped } = this.#plan;
    const subjects = phasesOf(this.#plan).flatMap(phase => phase.subjects);
    this.#emit({
      type: 'campaign-started',
      version,
      seed,
      jobs,
      containment,
      budget,
      ...(containers !== undefined && {
        containers: { jobs: containers.jobs, budget: containers.budget },
      }),
      subjects: subjects.map(subjectOf),
    });
    if (skipped !== undefined)
      this.#emit({ type: 'subjects-skipped', subjects: skipped.subjects, reason: skipped.reason });
  }

  progress(subjects: readonly SubjectRun[]): void {
    for (const subject of subjects) {
      if (subject.started && !subject.finished) this.#emit({ type: 'progress', ...subject.tally() });
    }
  }

  explored({ plan }: SubjectRun, { faults }: Explored): void {
    for (const { run, reason } of faults) this.fault(plan.target.name, reason, run);
  }

  /** Told once for each reason: a broken injector breaks every run. */
  fault(target: string, reason: string, run?: number): void {
    const key = `${target}: ${reason}`;
    if (this.#reasons.has(key)) return;
    this.#reasons.add(key);
    this.#emit({ type: 'harness-fault', target, reason, ...(run !== undefined && { run: run + 1 }) });
  }

  /** Stores a finding, then tells of it. */
  async finding(subject: SubjectRun, lead: Lead, { pursued, referenceFailures }: Chased): Promise<void> {
    const { folder, seed } = this.#plan;
    const found = { folder, seed, plan: subject.plan, lead, pursued, referenceFailures };
    const finding = await keepFinding(found).catch(error => {
      // It can't be kept, so it must at least be seen: with all that is needed to make it again.
      const { property, reason } = pursued.failure;
      const scenario = JSON.stringify(pursued.scenario);
      throw new HarnessFault(`${String(error)}. Lost: ${property}: ${reason}. Scenario: ${scenario}`, 'disk');
    });
    this.#findings++;
    subject.findings++;
    this.#emit({ type: 'finding', ...finding });
  }

  ended(subject: SubjectRun): void {
    const { name } = subject.plan.target;
    for (const [property, count] of subject.overflowing()) {
      this.fault(
        name,
        `${property} fell into ${count} buckets: its reason is never the same, so most were not pursued`,
      );
    }
    const told = [...this.#reasons].some(key => key.startsWith(`${name}: `));
    if (subject.runs === 0 && !told && !this.#plan.signal.aborted) {
      this.fault(name, 'nothing was run: this proves nothing');
    }
    const tally = subject.tally();
    const rejections = subject.rejections();
    if (tally.runs > 0 && tally.rejected === tally.runs && !told) {
      const [most] = rejections;
      this.fault(
        name,
        `every run was rejected, so this proves nothing: ${most?.reason ?? 'no reason given'}`,
      );
    }
    this.#emit({ type: 'subject-finished', ...tally, below: subject.below(), rejections });
  }

  finished(subjects: readonly SubjectRun[]): CampaignResult {
    const runs = subjects.map(subject => subject.runs);
    const counts = {
      findings: this.#findings,
      faults: this.#reasons.size,
      interrupted: this.#plan.signal.aborted,
    };
    const elapsedMs = Math.round(now() - this.#startedAt);
    this.#emit({
      type: 'campaign-finished',
      elapsedMs,
      runs,
      ...counts,
      again: this.#plan.again(subjects.map(subject => subject.begun)),
    });
    return { runs, ...counts };
  }
}
