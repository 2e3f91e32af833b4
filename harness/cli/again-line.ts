import { shellWord } from '../corpus/shown.ts';

/** What a campaign's command line said that must be said again. */
export interface AgainOptions {
  readonly impl?: string | undefined;
  readonly without: readonly string[];
}

/** The command that runs the same scenarios again. */
export function againLine(
  targets: readonly string[],
  { impl, without }: AgainOptions,
  seed: number,
  runs: readonly number[],
): string {
  const words = [
    'seatrial',
    'fuzz',
    ...targets,
    ...(impl === undefined ? [] : ['--impl', impl]),
    ...without.flatMap(property => ['--without', property]),
    '--seed',
    String(seed),
    '--runs',
    runs.join(','),
  ];
  return words.map(shellWord).join(' ');
}
