import { EventEmitter, once } from 'node:events';
import { now } from '../clock.ts';
import type { Phase } from './plan.ts';
import { type Assignment, type Lead, SubjectRun } from './subject-run.ts';

/** The next thing for an idle worker to do. */
export type Job =
  | { readonly kind: 'explore'; readonly subject: SubjectRun; readonly assignment: Assignment }
  | { readonly kind: 'pursue'; readonly subject: SubjectRun; readonly lead: Lead };

/**
 * What is next. With a budget in runs one subject after the other, so that findings come in the same order whatever the
 * number of workers; with a budget in time whoever had least of it.
 */
export class Schedule {
  constructor({ budget, subjects }: Omit<Phase, 'jobs'>) {
    this.#deadline = budget.kind === 'time' ? now() + budget.ms : Number.POSITIVE_INFINITY;
    this.#inTurn = budget.kind === 'runs';
    this.subjects = subjects.map(
      (subject, at) =>
        new SubjectRun(subject, budget.kind === 'runs' ? (budget.runs[at] ?? 0) : Number.MAX_SAFE_INTEGER),
    );
  }

  readonly subjects: readonly SubjectRun[];
  readonly #deadline: number;
  readonly #inTurn: boolean;
  #stopped = false;
  readonly #bell = new EventEmitter().setMaxListeners(0);

  /** A job; undefined when there is none at the moment. */
  next(): Job | undefined {
    if (this.late) for (const subject of this.subjects) subject.abandon();
    for (const subject of this.#candidates()) {
      const lead = subject.lead();
      if (lead !== undefined) return { kind: 'pursue', subject, lead };
      const assignment = subject.take(!this.late);
      if (assignment !== undefined) return { kind: 'explore', subject, assignment };
    }
    return undefined;
  }

  #candidates(): readonly SubjectRun[] {
    const open = this.subjects.filter(subject => !subject.finished);
    if (this.#inTurn) return open.slice(0, 1);
    return open.sort((a, b) => a.busyMs - b.busyMs);
  }

  /** Whether nothing new may begin: the time is over, or it was stopped. */
  get late(): boolean {
    return this.#stopped || now() >= this.#deadline;
  }

  /** Ends the subjects in which nothing is open and nothing will begin; says which. */
  finishSettled(): readonly SubjectRun[] {
    const settled = this.subjects.filter(
      subject => !subject.finished && subject.exhausted && subject.settled,
    );
    const ended = this.#inTurn ? settled.filter(subject => subject === this.#candidates()[0]) : settled;
    for (const subject of ended) subject.finish();
    return ended;
  }

  /** Whether everything is done. */
  get over(): boolean {
    return this.subjects.every(subject => subject.finished);
  }

  /** Lets nothing new begin. */
  stop(): void {
    this.#stopped = true;
    this.notify();
  }

  /** Says that a job was done, so that those who wait look again. */
  notify(): void {
    this.#bell.emit('change');
  }

  /** Settles at the next `notify`. */
  async changed(): Promise<void> {
    await once(this.#bell, 'change');
  }
}
