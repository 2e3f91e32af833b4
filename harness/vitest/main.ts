import { describe } from 'vitest';
import type { AnyTarget, Implementation, Target } from '../target.ts';
import { corpusTests } from './corpus-tests.ts';
import { fuzzTests } from './fuzz-tests.ts';
import { generatorTests } from './generator-tests.ts';
import { mutantTests } from './mutant-tests.ts';
import { settingsFrom } from './settings.ts';

/** What the tests of a target cover. */
export interface DescribeOptions<S, O> {
  /** The implementation to test. Left out: the target itself is tested, with its reference, mutants and generator. */
  readonly implementation?: Implementation<S, O>;
  /** Folder of a corpus that is replayed: one test a case. Left out: none is. */
  readonly corpus?: string;
  /** Runs of the fuzz. Default 2,000; SEATRIAL_RUNS goes before. */
  readonly runs?: number;
  /** Default 1; SEATRIAL_SEED goes before. */
  readonly seed?: number;
  /** Properties that are switched off. */
  readonly without?: readonly string[];
}

/**
 * Registers a target's tests with vitest: a test for each case of the corpus and a bounded fuzz with a test for each
 * property. Without an `implementation` also: every mutant is killed, the generator reaches its labels. Names hold no
 * seed; a failure tells it. Runs in the process of the tests, so a breakpoint works; code that may loop for ever belongs
 * into a campaign, which runs it in a process of its own.
 * @throws TypeError when SEATRIAL_SEED or SEATRIAL_RUNS is no number, or `without` names no property
 */
export function describeTarget<S, O>(target: Target<S, O>, options: DescribeOptions<S, O> = {}): void {
  const { implementation, corpus, without = [] } = options;
  const settings = settingsFrom(options);
  const tested = lessProperties(target, without);
  describe(implementation === undefined ? target.name : `${target.name}: ${implementation.name}`, () => {
    if (corpus !== undefined) corpusTests(tested, corpus, implementation);
    fuzzTests(tested, implementation ?? target.reference, settings);
    if (implementation !== undefined) return;
    mutantTests(tested);
    generatorTests(tested);
  });
}

function lessProperties(target: AnyTarget, without: readonly string[]): AnyTarget {
  for (const name of without) {
    if (!target.properties.some(property => property.name === name)) {
      throw new TypeError(`${target.name} has no property "${name}" to switch off`);
    }
  }
  return { ...target, properties: target.properties.filter(({ name }) => !without.includes(name)) };
}
