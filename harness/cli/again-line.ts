import { quoteWord } from '../world/shell-words.ts';
import type { RealOptions } from './real.ts';

/** What a campaign's command line said that must be said again. */
export interface AgainOptions extends RealOptions {
  readonly impl?: string | undefined;
  readonly without: readonly string[];
  /** Of the subjects that are run in containers as well, in ms; they are the last of `runs`. */
  readonly containerTime?: number | undefined;
}

/** The command that runs the same scenarios again. */
export function againLine(
  targets: readonly string[],
  { impl, without, timeout, fidelity, containment, engine, containerTime }: AgainOptions,
  seed: number,
  runs: readonly number[],
): string {
  const words = [
    'seatrial',
    'fuzz',
    ...targets,
    ...(impl === undefined ? [] : ['--impl', impl]),
    ...without.flatMap(property => ['--without', property]),
    ...(fidelity === undefined ? [] : ['--fidelity', fidelity]),
    ...(containment === undefined ? [] : ['--containment', containment]),
    ...(timeout === undefined ? [] : ['--timeout', `${timeout}ms`]),
    ...(engine === undefined ? [] : ['--engine', engine]),
    ...(containerTime === undefined ? [] : ['--container-time', `${containerTime}ms`]),
    '--seed',
    String(seed),
    '--runs',
    runs.join(','),
  ];
  return words.map(quoteWord).join(' ');
}
