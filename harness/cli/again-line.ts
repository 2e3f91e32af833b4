import { shellWord } from '../corpus/shown.ts';
import { standardTimeoutMs } from './options.ts';

/** What a campaign's command line said that must be said again. */
export interface AgainOptions {
  readonly impl?: string | undefined;
  readonly without: readonly string[];
  /** In ms. */
  readonly timeout: number;
}

/** The command that runs the same scenarios again. */
export function againLine(
  targets: readonly string[],
  { impl, without, timeout }: AgainOptions,
  seed: number,
  runs: readonly number[],
): string {
  const words = [
    'seatrial',
    'fuzz',
    ...targets,
    ...(impl === undefined ? [] : ['--impl', impl]),
    ...without.flatMap(property => ['--without', property]),
    ...(timeout === standardTimeoutMs ? [] : ['--timeout', `${timeout}ms`]),
    '--seed',
    String(seed),
    '--runs',
    runs.join(','),
  ];
  return words.map(shellWord).join(' ');
}
