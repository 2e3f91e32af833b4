import { now } from '../clock.ts';
import type { LabelShare, Tally } from '../events.ts';
import type { Explored, Sighting, Stretch } from '../explore.ts';
import { failuresOf } from '../failure.ts';
import { LabelCounts } from '../label-counts.ts';
import { verdictOfLoss } from '../worker/judge-apart.ts';
import type { Lost } from '../worker/worker.ts';
import { type SubjectPlan, subjectOf } from './plan.ts';

/** A stretch that was handed out, or waits to be handed out again. */
export interface Assignment extends Stretch {
  /** Run it noting each run before it starts. */
  readonly careful: boolean;
  /** The process that ran it before, if it was lost: what it is suspected of until a run is shown to do it. */
  readonly suspicion?: Sighting;
  /** How many processes were lost before they began it. */
  readonly losses?: number;
}

/** A sighting that is to be confirmed and shrunk, and whether its run takes a process down. */
export interface Lead extends Sighting {
  readonly isolated: boolean;
}

/** Stretches of about this length: short enough to end on time, long enough to cost nothing. */
const stretchMs = 250;
const firstStretch = 8;
const mostLosses = 2;
/** More candidates than these and one for each run may not take a process down in process: it would all go into that. */
const lostForNothing = 8;
/** More buckets of one property are no bugs of their own, but a reason that is different each time. */
const mostBuckets = 100;
const mostReasons = 10;

/**
 * One subject's way through a campaign: which runs are handed out, done or lost, and what they came to. Runs are
 * numbered; a bucket belongs to its lowest run, and is pursued when every lower run is done: so the findings do not
 * depend on which process ran what, or when.
 */
export class SubjectRun {
  constructor(plan: SubjectPlan, limit: number) {
    this.plan = plan;
    this.#limit = limit;
    this.#labels = new LabelCounts(plan.target.scenario.atLeast);
  }

  readonly plan: SubjectPlan;
  readonly #limit: number;
  readonly #labels: LabelCounts;
  readonly #out = new Set<Assignment>();
  readonly #waiting: Assignment[] = [];
  readonly #leads = new Map<string, Lead>();
  readonly #pursued = new Set<string>();
  readonly #buckets = new Map<string, number>();
  readonly #inFlight = new Map<Assignment, number>();
  readonly #lostCandidates = new Map<number, string>();
  #next = 0;
  #careful = false;
  #pursuing = false;
  #abandoned = false;
  #runs = 0;
  #rejected = 0;
  readonly #rejections = new Map<string, number>();
  #busyMs = 0;
  #startedAt: number | undefined;
  #endedAt: number | undefined;
  findings = 0;

  /** The next stretch to run; undefined when there is none. Runs not begun yet only when they may begin. */
  take(mayBegin: boolean): Assignment | undefined {
    this.#startedAt ??= now();
    const assignment = this.#waiting.shift() ?? (mayBegin ? this.#begin() : undefined);
    if (assignment !== undefined) this.#out.add(assignment);
    return assignment;
  }

  #begin(): Assignment | undefined {
    if (this.exhausted) return undefined;
    const rate = this.#busyMs > 0 ? this.#runs / this.#busyMs : 0;
    const affordable = rate > 0 ? Math.ceil(rate * stretchMs) : firstStretch;
    const size = Math.max(1, Math.min(affordable, 4 * (this.#runs + firstStretch)));
    const from = this.#next;
    this.#next = Math.min(from + size, this.#limit);
    return { from, to: this.#next, careful: this.#careful };
  }

  /** How far a stretch has come, for the live line. */
  beat(assignment: Assignment, run: number | undefined): void {
    if (run !== undefined) this.#inFlight.set(assignment, run - assignment.from);
  }

  /** A stretch came back, whole or cut short. */
  done(assignment: Assignment, explored: Explored, tookMs: number): void {
    this.#handIn(assignment, tookMs);
    if (explored.to < assignment.to) this.#wait({ ...assignment, from: explored.to });
    this.#runs += explored.to - explored.from;
    this.#rejected += explored.rejected;
    for (const [reason, runs] of Object.entries(explored.rejections)) {
      this.#rejections.set(reason, (this.#rejections.get(reason) ?? 0) + runs);
    }
    this.#labels.add(explored);
    for (const sighting of explored.sightings) this.#note({ ...sighting, isolated: false });
    // Run by run it did not happen again: it is reported all the same, as what it is, with its rate.
    if (assignment.suspicion !== undefined) this.#note({ ...assignment.suspicion, isolated: true });
  }

  /**
   * The process that ran a stretch is gone. The stretch is run again run by run; when that tells which run it was, that
   * run is the failure, and what stands on both sides of it is still to be done.
   * @returns false when it can't be told which run it was
   */
  lost(assignment: Assignment, lost: Lost, limitMs: number, tookMs: number): boolean {
    this.#handIn(assignment, tookMs);
    const { from, to, careful } = assignment;
    if (lost.candidate !== undefined) return this.#lostChoosing(assignment, lost.candidate, lost);
    const [failure] = failuresOf(subjectOf(this.plan), verdictOfLoss(lost, limitMs));
    this.#careful = true;
    if (!careful && failure !== undefined) {
      // Also when nothing new may begin: a hang of the last second is a finding too.
      const at = lost.lastBeat ?? { run: from, candidate: from };
      this.#waiting.push({ from, to, careful: true, suspicion: { ...at, failure } });
      return true;
    }
    const { noted } = lost;
    const { losses = 0 } = assignment;
    if (failure === undefined || losses >= mostLosses) return false;
    if (noted === undefined || noted.run < from || noted.run >= to) {
      // It was lost before it began: by something that an earlier run left behind, or by being loaded.
      this.#note({ run: from, candidate: from, failure, isolated: true });
      this.#waiting.push({ ...assignment, losses: losses + 1 });
      return true;
    }
    const { run } = noted;
    this.#note({ ...noted, failure, isolated: true });
    this.#runs++;
    this.#wait({ from, to: run, careful: false });
    this.#wait({ from: run + 1, to, careful: true });
    return true;
  }

  /**
   * The process is gone by a candidate that it ran in process, to choose. It is not run again so, and the stretch is
   * handed out again: if such an end is new, the candidate is chosen, and its run tells.
   * @returns false when there are too many of them
   */
  #lostChoosing(assignment: Assignment, candidate: number, { how, signature }: Lost): boolean {
    // That there were too many has been said once.
    if (this.#abandoned) return true;
    this.#lostCandidates.set(candidate, how === 'hang' ? how : signature);
    if (this.#lostCandidates.size > lostForNothing + this.#runs) return false;
    this.#wait(assignment);
    return true;
  }

  /** Candidates that took a process down when they were run in process, and how. */
  get lostCandidates(): ReadonlyMap<number, string> {
    return this.#lostCandidates;
  }

  /** A stretch came to nothing, for a reason that is not its runs'. */
  giveUp(assignment: Assignment, tookMs: number): void {
    this.#handIn(assignment, tookMs);
  }

  #handIn(assignment: Assignment, tookMs: number): void {
    this.#out.delete(assignment);
    this.#inFlight.delete(assignment);
    this.#busyMs += tookMs;
  }

  /** Runs that are still to be done; when nothing new may begin, they are left. */
  #wait(assignment: Assignment): void {
    if (!this.#abandoned && assignment.from < assignment.to) this.#waiting.push(assignment);
  }

  #note(lead: Lead): void {
    const { bucket, property } = lead.failure;
    const known = this.#leads.get(bucket);
    if (this.#pursued.has(bucket) || (known !== undefined && known.run <= lead.run)) return;
    if (known === undefined) {
      const buckets = (this.#buckets.get(property) ?? 0) + 1;
      this.#buckets.set(property, buckets);
      if (buckets > mostBuckets) return;
    }
    this.#leads.set(bucket, lead);
  }

  /** Properties that fell into so many buckets that the rest is only counted, and how many. */
  overflowing(): ReadonlyMap<string, number> {
    return new Map([...this.#buckets].filter(([, count]) => count > mostBuckets));
  }

  /** The next lead to pursue: one at a time, in the order of their runs, once no lower run is open. */
  lead(): Lead | undefined {
    if (this.#pursuing || this.#leads.size === 0) return undefined;
    const frontier = Math.min(this.#next, ...[...this.#out, ...this.#waiting].map(({ from }) => from));
    const [lead] = [...this.#leads.values()]
      .filter(({ run }) => run < frontier)
      .sort((a, b) => a.run - b.run);
    if (lead === undefined) return undefined;
    this.#pursuing = true;
    this.#leads.delete(lead.failure.bucket);
    this.#pursued.add(lead.failure.bucket);
    return lead;
  }

  /** The lead that was handed out has been dealt with. */
  pursued(): void {
    this.#pursuing = false;
  }

  /** Nothing new is begun: what is out comes back, what was sighted is still pursued. */
  abandon(): void {
    this.#abandoned = true;
  }

  /** Whether nothing is open: no stretch, no lead. */
  get settled(): boolean {
    return this.#out.size === 0 && this.#waiting.length === 0 && this.#leads.size === 0 && !this.#pursuing;
  }

  /** Whether no run is left to begin. */
  get exhausted(): boolean {
    return this.#abandoned || this.#next >= this.#limit;
  }

  /** Stops the clock. */
  finish(): void {
    this.#endedAt ??= now();
  }

  get started(): boolean {
    return this.#startedAt !== undefined;
  }

  get finished(): boolean {
    return this.#endedAt !== undefined;
  }

  get busyMs(): number {
    return this.#busyMs;
  }

  get runs(): number {
    return this.#runs;
  }

  /** Every run that was done is below it: what to ask for to have all of them again. */
  get begun(): number {
    return this.#next;
  }

  tally(): Tally {
    const inFlight = [...this.#inFlight.values()].reduce((sum, runs) => sum + runs, 0);
    return {
      ...subjectOf(this.plan),
      runs: this.#runs + inFlight,
      elapsedMs: Math.round((this.#endedAt ?? now()) - (this.#startedAt ?? now())),
      findings: this.findings,
      rejected: this.#rejected,
      labels: this.#labels.reached,
    };
  }

  /** What runs were rejected for, the most frequent first. */
  rejections(): readonly { readonly reason: string; readonly runs: number }[] {
    return [...this.#rejections]
      .map(([reason, runs]) => ({ reason, runs }))
      .sort((a, b) => b.runs - a.runs)
      .slice(0, mostReasons);
  }

  below(): readonly LabelShare[] {
    return this.#labels.below();
  }
}
