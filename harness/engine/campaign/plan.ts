import type { AnyTarget, Fidelity } from '../../target.ts';
import type { Budget, Subject } from '../events.ts';
import type { ShrinkLimits } from '../shrink/shrink.ts';
import type { SubjectSource } from '../subject.ts';

/** One implementation of one target that a campaign runs. */
export interface SubjectPlan {
  readonly source: SubjectSource;
  /** The target, loaded here too: the campaign draws and tells of scenarios, but never runs one itself. */
  readonly target: AnyTarget;
  readonly implementation: string;
  /** What `--impl` must say to have it again; left out for one of the target's own. */
  readonly option?: string;
  readonly fidelity: Fidelity;
}

/** Subjects that are run together, under one budget. */
export interface Phase {
  readonly subjects: readonly SubjectPlan[];
  readonly budget: Budget;
  /** Worker processes. */
  readonly jobs: number;
}

/** Subjects that are not run, and why. */
export interface Skipped {
  readonly subjects: readonly Subject[];
  readonly reason: string;
}

/** What a campaign is asked to do. Everything but `subjects` and `folder` has a default: see `planCampaign`. */
export interface CampaignRequest {
  readonly subjects: readonly SubjectPlan[];
  /** Absolute path of the folder whose `.seatrial/findings` the findings go to. */
  readonly folder: string;
  readonly seed: number;
  /** Runs for each subject, in their order; or the time for all together. Default: 10,000 runs each. */
  readonly budget?: Budget;
  /** Worker processes. Default 1. The findings do not depend on it. */
  readonly jobs?: number;
  /**
   * What is run in containers when all of that is done: containers wait more than they work, so that they have a budget
   * and workers of their own, and would be slowed down beside runs that keep every core busy. Default: nothing.
   */
  readonly containers?: Phase | undefined;
  /** What would be run in containers on another machine. Default: nothing. */
  readonly skipped?: Skipped | undefined;
  /** How long one run in process may take before it counts as hanging, in ms. Default 2,000. */
  readonly limitMs?: number;
  /** What keeps programs under test in their worlds, for the first line. Default "in process". */
  readonly containment?: string;
  /** Heap of a worker process, in MiB: a run that needs more is a crash. Default 1,024. */
  readonly memoryMb?: number;
  readonly shrink?: ShrinkLimits;
  /** The same for a scenario that takes its process down: each attempt may cost a process and the time limit. */
  readonly shrinkIsolated?: ShrinkLimits;
  /**
   * The command that does this campaign again, for the summary. Gets the number of runs of each subject, those in
   * `containers` last.
   */
  again?(runs: readonly number[]): string;
  /** Ends the campaign in order: what was found is kept. */
  readonly signal?: AbortSignal;
}

/** A request with nothing left open. */
export type CampaignPlan = Required<CampaignRequest>;

/** Fills in the defaults. */
export function planCampaign(request: CampaignRequest): CampaignPlan {
  return {
    budget: { kind: 'runs', runs: request.subjects.map(() => 10_000) },
    jobs: 1,
    containers: undefined,
    skipped: undefined,
    limitMs: 2_000,
    containment: 'in process',
    memoryMb: 1_024,
    shrink: { runs: 2_000, ms: 20_000 },
    shrinkIsolated: { runs: 40, ms: 10_000 },
    again: () => '',
    signal: new AbortController().signal,
    ...request,
  };
}

/** What is run one after the other. */
export function phasesOf({ subjects, budget, jobs, containers }: CampaignPlan): readonly Phase[] {
  const first = { subjects, budget, jobs };
  return containers === undefined ? [first] : [first, containers];
}

/** A run for real starts programs, each with a limit of its own, and builds worlds around them: this is only the net. */
const startsPerRun = 4;
const buildingMs = 20_000;
/** What the containers of one run may take together. */
const containersMs = 60_000;

/** How long a worker may give no sign of life while it runs this subject, in ms. */
export function patienceOf({ real }: Pick<SubjectSource, 'real'>, limitMs: number): number {
  if (real === undefined) return limitMs;
  const around = real.fidelity === 'container' ? containersMs : 0;
  return startsPerRun * real.limitMs + buildingMs + around;
}

/** Runs for real cost a thousand times what runs in process do: a scenario is made smaller by fewer, bolder steps. */
const realShrink = {
  process: { runs: 300, ms: 60_000 },
  kernel: { runs: 80, ms: 60_000 },
  container: { runs: 60, ms: 60_000 },
} as const;

/** How much making a scenario of this subject smaller may cost. */
export function shrinkLimitsOf({ real }: Pick<SubjectSource, 'real'>, shrink: ShrinkLimits): ShrinkLimits {
  return real === undefined ? shrink : realShrink[real.fidelity];
}

/** The names of a subject, as events give them. */
export function subjectOf({ target, implementation, fidelity }: SubjectPlan): Subject {
  return { target: target.name, implementation, fidelity };
}
