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
  /** What happened to the process that ran it before, if it was lost. */
  readonly lostBefore?: string;
}

/** A sighting that is to be confirmed and shrunk, and whether its run takes a process down. */
export interface Lead extends Sighting {
  readonly isolated: boolean;
}

/** Stretches of about this length: short enough to end on time, long enough to cost nothing. */
const stretchMs = 250;
const firstStretch = 64;

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
  readonly #inFlight = new Map<Assignment, number>();
  #next = 0;
  #careful = false;
  #pursuing = false;
  #abandoned = false;
  #hangKnown = false;
  #runs = 0;
  #rejected = 0;
  #busyMs = 0;
  #startedAt: number | undefined;
  #endedAt: number | undefined;
  findings = 0;

  /** The next stretch to run; undefined when there is none. Runs not begun yet only when they may begin. */
  take(mayBegin: boolean): Assignment | undefined {
    this.#startedAt ??= performance.now();
    const assignment = this.#waiting.shift() ?? (mayBegin ? this.#begin() : undefined);
    if (assignment !== undefined) this.#out.add(assignment);
    return assignment;
  }

  #begin(): Assignment | undefined {
    if (this.exhausted) return undefined;
    const affordable = this.#busyMs > 0 ? Math.ceil((this.#runs / this.#busyMs) * stretchMs) : firstStretch;
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
    this.#labels.add(explored);
    for (const sighting of explored.sightings) this.#note({ ...sighting, isolated: false });
  }

  /**
   * The process that ran a stretch is gone. The stretch is run again run by run; when that tells which run it was, that
   * run is the failure, and what stands on both sides of it is still to be done.
   * @returns false when it can't be told which run it was
   */
  lost(assignment: Assignment, lost: Lost, limitMs: number, tookMs: number): boolean {
    this.#handIn(assignment, tookMs);
    const { from, to, careful } = assignment;
    this.#careful = true;
    if (!careful) {
      // Also when nothing new may begin: a hang of the last second is a finding too.
      const lostBefore = lost.how === 'hang' ? 'it gave no sign of life' : lost.reason;
      this.#waiting.push({ from, to, careful: true, lostBefore });
      return true;
    }
    const { run } = lost;
    if (run === undefined || run < from || run >= to) return false;
    const verdict = verdictOfLoss(lost, limitMs);
    for (const failure of failuresOf(subjectOf(this.plan), verdict))
      this.#note({ run, failure, isolated: true });
    this.#runs++;
    if (lost.how === 'hang') this.#hangKnown = true;
    this.#wait({ from, to: run, careful: false });
    this.#wait({ from: run + 1, to, careful: true });
    return true;
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
    const { bucket } = lead.failure;
    const known = this.#leads.get(bucket);
    if (!this.#pursued.has(bucket) && (known === undefined || lead.run < known.run))
      this.#leads.set(bucket, lead);
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

  /** Whether it is known to hang: once more tells nothing new. */
  get hangKnown(): boolean {
    return this.#hangKnown;
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
    this.#endedAt ??= performance.now();
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

  tally(): Tally {
    const now = performance.now();
    const inFlight = [...this.#inFlight.values()].reduce((sum, runs) => sum + runs, 0);
    return {
      ...subjectOf(this.plan),
      runs: this.#runs + inFlight,
      elapsedMs: Math.round((this.#endedAt ?? now) - (this.#startedAt ?? now)),
      findings: this.findings,
      rejected: this.#rejected,
      labels: this.#labels.reached,
    };
  }

  below(): readonly LabelShare[] {
    return this.#labels.below();
  }
}
