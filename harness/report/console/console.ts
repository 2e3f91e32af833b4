import { type Output, processOutput, whenProcessEnds } from '../output.ts';
import type { Reporter } from '../reporter.ts';
import { liveConsole } from './live.ts';
import { type Environment, paintFor } from './paint.ts';
import { plainConsole } from './plain.ts';

/** How people are told of what happens. */
export interface ConsoleOptions {
  /** Default: standard output. */
  readonly output?: Output | undefined;
  /** Default: the environment of this process. */
  readonly environment?: Environment | undefined;
  /** What `--color` (true) or `--no-color` (false) says; neither: NO_COLOR, FORCE_COLOR, the terminal. */
  readonly colour?: boolean | undefined;
  /** Calls back when the process ends before the reporter: the terminal gets its cursor back. Default: `exit` of this process. */
  readonly whenProcessEnds?: ((action: () => void) => () => void) | undefined;
}

/** The reporter for people: live at a terminal; plain where there is none, where it is dumb, and in a CI job. */
export function consoleReporter(options: ConsoleOptions = {}): Reporter {
  const output = options.output ?? processOutput('stdout');
  const environment = options.environment ?? process.env;
  const paint = paintFor(output, environment, options.colour);
  const live = output.isTTY === true && environment['TERM'] !== 'dumb' && !environment['CI'];
  return live
    ? liveConsole(output, paint, options.whenProcessEnds ?? whenProcessEnds)
    : plainConsole(output, paint);
}
