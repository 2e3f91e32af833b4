import { judge } from '../../judge/judge.ts';
import type { Verdict } from '../../judge/verdict.ts';
import type { AnyImplementation, AnyTarget, Judgement } from '../../target.ts';

/** What one property says of the run. */
export interface PropertyWord {
  readonly name: string;
  readonly statement: string;
  readonly judgement: Judgement;
}

/** One scenario run in full view. */
export interface Reproduction {
  readonly verdict: Verdict;
  /** What the run did; undefined when it hung or crashed, and left nothing to look at. */
  readonly observation: { readonly value: unknown } | undefined;
  /** Empty without an observation. */
  readonly properties: readonly PropertyWord[];
}

/** How a scenario is reproduced. */
export interface ReproduceOptions {
  /**
   * Runs it in a process of its own first, and says what became of it; undefined when it must run here and nowhere else,
   * as under a debugger.
   */
  readonly apart: (() => Promise<Verdict>) | undefined;
  /** Called right before the implementation is called in this process. */
  before?(): Promise<void>;
}

/**
 * Runs one scenario and keeps everything there is to see. A hang or a crash must leave somebody to tell of it: so it
 * runs apart first, and here only when it came back.
 */
export async function reproduce(
  target: AnyTarget,
  implementation: AnyImplementation,
  scenario: unknown,
  { apart, before }: ReproduceOptions,
): Promise<Reproduction> {
  const first = await apart?.();
  if (first !== undefined && ['hang', 'crash', 'harness-fault'].includes(first.kind)) {
    return { verdict: first, observation: undefined, properties: [] };
  }
  await before?.();
  const value = await implementation.run(structuredClone(scenario));
  const properties = target.properties.map(property => ({
    name: property.name,
    statement: property.statement,
    judgement: property.check(scenario, value),
  }));
  return { verdict: judge(target, scenario, value), observation: { value }, properties };
}
