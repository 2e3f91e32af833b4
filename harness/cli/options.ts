import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { fidelities } from '../target.ts';
import { durationFrom, engineAddress, gathered, wholeNumber } from './parse.ts';

/** What a run in process may take, unless `--timeout` says otherwise; a program gets the ten seconds of its contract. */
export const standardTimeoutMs = 2_000;
/** Signs of life come every 50 ms; a limit near that would call a busy machine a hang. */
const leastTimeoutMs = 250;

/** What a caller said about what is printed. */
export interface OutputOptions {
  readonly json?: boolean | undefined;
  readonly color?: boolean | undefined;
}

/** Options that several commands share: the same words, the same meaning. */
export const shared = {
  json: () =>
    new Option('--json', 'print one JSON document to standard output, everything else to standard error'),
  seed: () =>
    new Option('--seed <number>', 'seed of the campaign').argParser(wholeNumber(-(2 ** 31), 2 ** 31 - 1)),
  jobs: () =>
    new Option(
      '--jobs <number>',
      `worker processes (default: as many as the machine has cores, ${availableParallelism()}; for containers twice as many)`,
    ).argParser(wholeNumber(1, 256)),
  timeout: () =>
    new Option(
      '--timeout <time>',
      'how long one run may take before it counts as hanging (default: 2s in process, 10s for a program)',
    ).argParser(durationFrom(leastTimeoutMs)),
  fidelity: () =>
    new Option('--fidelity <how>', 'how real the runs are (default: model, for a program process)').choices(
      fidelities,
    ),
  containment: () =>
    new Option(
      '--containment <how>',
      'whether programs are kept in their worlds (default: auto, where this machine can)',
    ).choices(['auto', 'required', 'off']),
  engine: () =>
    new Option(
      '--engine <address>',
      "for containers: unix://PATH of an engine that is not Seatrial's own (default: one of its own)",
    ).argParser(engineAddress),
  impl: () =>
    new Option(
      '--impl <name>',
      'what is run: reference, a mutant, a name of the configuration, cmd:"PROGRAM ARG…", serve:"PROGRAM ARG…", bash:FILE#FUNCTION, or module:FILE, whose export "implementation" is run in process',
    ),
  without: () =>
    new Option('--without <property>', 'switch a property off; may be given several times')
      .argParser(gathered)
      .default([], 'none'),
  report: () =>
    new Option('--report <format=file>', 'also write ndjson=FILE; may be given several times')
      .argParser(gathered)
      .default([], 'none'),
  corpus: () =>
    new Option('--corpus <folder>', 'the corpus').default(undefined, './corpus, or else the one that ships'),
  color: () => new Option('--color', 'colours, also when this is not a terminal'),
  noColor: () => new Option('--no-color', 'no colours; so does NO_COLOR in the environment'),
} as const;

/** Options that go together, in the order that help lists them. */
export const together = {
  /** `RealOptions` */
  real: () => [shared.fidelity(), shared.containment(), shared.timeout(), shared.engine()],
  /** `OutputOptions` */
  output: () => [shared.json(), shared.color(), shared.noColor()],
  /** `ReportingOptions` */
  reporting: () => [shared.report(), ...together.output()],
} as const;

/** Gives a command its options. */
export function withOptions(command: Command, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}
