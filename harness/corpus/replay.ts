import { runOnce } from '../judge/judge.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { AnyImplementation, AnyTarget } from '../target.ts';
import type { Case, ExpectedViolation } from './case.ts';
import { problemsOf } from './problems.ts';
import { either } from './shown.ts';

/** How one run is made and when it ends. The default runs in process, where only waiting can be cut short. */
export type Run = (
  target: AnyTarget,
  implementation: AnyImplementation,
  scenario: unknown,
  limitMs: number,
) => Promise<Verdict>;

/** A failure that a verdict holds, with the bucket it falls into. */
export interface BucketedFailure {
  readonly property: string;
  readonly bucket: string;
}

export interface ReplayOptions {
  /** The failures of a verdict: what decides buckets stands above this layer. */
  readonly failuresOf: (
    owner: { readonly target: string; readonly implementation: string },
    verdict: Verdict,
  ) => readonly BucketedFailure[];
  /** Implementations besides the target's own that a case may name in `violates`. */
  readonly implementations?: readonly AnyImplementation[];
  /** Milliseconds for each run; 10,000 when left out. */
  readonly limitMs?: number;
  readonly run?: Run;
  /**
   * Given: runs are for real. A scenario that can't be built so, or an implementation that can't be run so, is not tried,
   * and no mistake of the case. `whyNot` says why an implementation can't; undefined: it can.
   */
  readonly real?: {
    readonly whyNot: (target: AnyTarget, implementation: string) => string | undefined;
  };
}

/** What replaying a case came to. */
export interface Replay {
  /** Whether what the case expects is so, or isn't, or could not be told because the harness failed. */
  readonly kind: 'holds' | 'fails' | 'harness-fault';
  /** One sentence for everything that is not as expected. Empty only when it holds. */
  readonly problems: readonly string[];
  /** One sentence for every expectation that could not be tried: its implementation is not known here. */
  readonly unchecked: readonly string[];
}

/** What the replay of one expectation says. */
type Remark = { readonly kind: 'fails' | 'harness-fault' | 'unchecked'; readonly sentence: string };

/**
 * Runs a case on everything that it speaks of: the reference must pass, each mutant that it kills must die, by whatever
 * property, hang or crash, and each violation that it names must still be there, in its bucket.
 */
export async function replayCase(target: AnyTarget, kept: Case, options: ReplayOptions): Promise<Replay> {
  const { schema } = target.scenario;
  const parsed = schema.safeParse(kept.scenario);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error.issues, { schema, value: kept.scenario, at: ['scenario'] });
    return { kind: 'fails', problems, unchecked: [] };
  }
  const trial: Trial = { target, scenario: parsed.data, options };
  const remarks: (Remark | undefined)[] = [];
  if (kept.expect.reference === 'pass') remarks.push(await referencePasses(trial));
  for (const name of kept.expect.kills) remarks.push(await mutantDies(trial, name));
  for (const violation of kept.expect.violates ?? []) remarks.push(await violates(trial, violation));
  return summed(remarks.filter(remark => remark !== undefined));
}

/** Runs in process; a run that waits for longer than its limit hangs. Each run gets a scenario of its own. */
const runInProcess: Run = async (target, implementation, scenario, limitMs) => {
  const running = runOnce(target, implementation, structuredClone(scenario));
  if (!(running instanceof Promise)) return running;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>(resolve => {
    timer = setTimeout(() => resolve({ kind: 'hang', limitMs }), limitMs);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
};

interface Trial {
  readonly target: AnyTarget;
  readonly scenario: unknown;
  readonly options: ReplayOptions;
}

function runs({ target, scenario, options }: Trial, implementation: AnyImplementation): Promise<Verdict> {
  const { run = runInProcess, limitMs = 10_000 } = options;
  return run(target, implementation, scenario, limitMs);
}

/** Whether nothing can be said of an implementation for real, or of what it came to; undefined: it can. */
function untried({ target, options }: Trial, name: string, verdict?: Verdict): Remark | undefined {
  const { real } = options;
  const reason = verdict?.kind === 'rejected' ? verdict.reason : real?.whyNot(target, name);
  if (real === undefined || reason === undefined) return undefined;
  return { kind: 'unchecked', sentence: `"${name}" was not tried: ${reason}` };
}

async function referencePasses(trial: Trial): Promise<Remark | undefined> {
  const { reference } = trial.target;
  const excuse = untried(trial, reference.name);
  if (excuse !== undefined) return excuse;
  const verdict = await runs(trial, reference);
  if (verdict.kind === 'pass') return undefined;
  const rejected = untried(trial, reference.name, verdict);
  if (rejected !== undefined) return rejected;
  return remark(verdict, `the reference must pass, but ${outcome(verdict)}`);
}

async function mutantDies(trial: Trial, name: string): Promise<Remark | undefined> {
  const mutant = trial.target.mutants.find(known => known.name === name);
  if (mutant === undefined) return fails(`there is no mutant "${name}" to kill`);
  const excuse = untried(trial, name);
  if (excuse !== undefined) return excuse;
  const verdict = await runs(trial, mutant);
  if (isFailure(verdict)) return undefined;
  const rejected = untried(trial, name, verdict);
  if (rejected !== undefined) return rejected;
  return remark(verdict, `mutant "${name}" must die, but ${outcome(verdict)}`);
}

async function violates(
  trial: Trial,
  { implementation: name, property, bucket }: ExpectedViolation,
): Promise<Remark | undefined> {
  const { target, options } = trial;
  const known = [target.reference, ...target.mutants, ...(options.implementations ?? [])];
  const implementation = known.find(candidate => candidate.name === name);
  const expected = `"${name}" is known to fail ${property} in bucket ${bucket}`;
  if (implementation === undefined) {
    return { kind: 'unchecked', sentence: `${expected}, but is not known here: not tried` };
  }
  const excuse = untried(trial, name);
  if (excuse !== undefined) return excuse;
  const verdict = await runs(trial, implementation);
  const rejected = untried(trial, name, verdict);
  if (rejected !== undefined) return rejected;
  const failures = options.failuresOf({ target: target.name, implementation: name }, verdict);
  if (failures.some(failure => failure.property === property && failure.bucket === bucket)) return undefined;
  const buckets = failures.filter(failure => failure.property === property).map(failure => failure.bucket);
  if (buckets.length > 0) return fails(`${expected}, but now fails it in bucket ${either(buckets)}`);
  const fixed = verdict.kind === 'pass' ? '. If that is mended, take it out of "violates"' : '';
  return remark(verdict, `${expected}, but ${outcome(verdict)}${fixed}`);
}

function outcome(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'pass':
      return 'holds every property';
    case 'violation':
      return verdict.violations.map(({ property, reason }) => `breaks ${property}: ${reason}`).join('; ');
    case 'hang':
      return `did not come to an end within ${verdict.limitMs} ms`;
    case 'crash':
      return `crashed: ${verdict.reason}`;
    case 'rejected':
      return `the run proves nothing: ${verdict.reason}`;
    case 'harness-fault':
      return `the harness failed: ${verdict.reason}`;
  }
}

function isFailure({ kind }: Verdict): boolean {
  return kind === 'violation' || kind === 'hang' || kind === 'crash';
}

function remark({ kind }: Verdict, sentence: string): Remark {
  return { kind: kind === 'harness-fault' ? kind : 'fails', sentence };
}

function fails(sentence: string): Remark {
  return { kind: 'fails', sentence };
}

function summed(remarks: readonly Remark[]): Replay {
  const problems = remarks.filter(({ kind }) => kind !== 'unchecked');
  const unchecked = remarks.filter(({ kind }) => kind === 'unchecked').map(({ sentence }) => sentence);
  const faulty = problems.some(({ kind }) => kind === 'harness-fault');
  const kind = faulty ? 'harness-fault' : problems.length > 0 ? 'fails' : 'holds';
  return { kind, problems: problems.map(({ sentence }) => sentence), unchecked };
}
