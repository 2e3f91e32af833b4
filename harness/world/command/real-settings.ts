import type { Engine } from '../../stage.ts';
import type { Wanted } from '../containment/containment.ts';

/** How programs are run for real. Plain data, since it crosses a process. */
export interface RealSettings {
  readonly fidelity: 'process' | 'kernel' | 'container';
  /** At fidelity `container`, where containers are started. */
  readonly engine?: Engine;
  readonly containment: Wanted;
  /** Time limit of one start, in ms. */
  readonly limitMs: number;
  /** What is kept of each of standard output and error; a program that writes far more is ended. */
  readonly outputBytes: number;
  /** What a program and its children may hold in memory together. */
  readonly memoryBytes: number;
  /** Folders that the configuration adds to the programs' PATH. */
  readonly path: readonly string[];
}

const mebibyte = 1_048_576;

/** Fills in what programs under test get unless something else is said. Ten seconds: the contract's time limit. */
export function realSettings(given: Partial<RealSettings> = {}): RealSettings {
  return {
    fidelity: 'process',
    containment: 'auto',
    limitMs: 10_000,
    outputBytes: mebibyte,
    memoryBytes: 1_024 * mebibyte,
    path: [],
    ...given,
  };
}
