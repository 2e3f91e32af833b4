import type { Emit, EventBody } from '../engine/events.ts';
import { consoleReporter } from '../report/console/console.ts';
import { fanOut } from '../report/fan-out.ts';
import { ndjsonReporter } from '../report/ndjson.ts';
import { type Outcome, outcomeReporter } from '../report/outcome.ts';
import { processOutput } from '../report/output.ts';
import { type Reporter, stamp } from '../report/reporter.ts';
import type { OutputOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/** What a caller said about reports. */
export interface ReportingOptions extends OutputOptions {
  readonly report?: readonly string[] | undefined;
}

/** Where a command sends its events. */
export interface Reporting {
  readonly emit: Emit;
  /** All that was emitted but signs of life, for the JSON document. */
  readonly told: readonly EventBody[];
  outcome(): Outcome;
  /** Everything is written when it resolves. */
  end(): Promise<void>;
}

/** Sets up the reports that were asked for. People's go to standard error when standard output is for JSON or events. */
export function openReporting({ json = false, report = [], color }: ReportingOptions): Reporting {
  const files = report.map(fileOf);
  if (json && files.includes('-'))
    throw new UsageError('--json and --report ndjson=- both want standard output');
  const taken = json || files.includes('-');
  const outcome = outcomeReporter();
  const reporters: Record<string, Reporter> = {
    outcome,
    console: consoleReporter({ output: processOutput(taken ? 'stderr' : 'stdout'), colour: color }),
  };
  for (const file of files) reporters[`--report ndjson=${file}`] = ndjsonReporter(file);
  const all = fanOut(reporters);
  const told: EventBody[] = [];
  return {
    emit: event => {
      all.on(stamp(event));
      if (event.type !== 'progress') told.push(event);
    },
    told,
    outcome: () => outcome.outcome(),
    end: () => all.end(),
  };
}

function fileOf(report: string): string {
  const [, file] = /^ndjson=(.+)$/.exec(report) ?? [];
  if (file === undefined)
    throw new UsageError(`--report ${report}: expected ndjson=FILE, or ndjson=- for standard output`);
  return file;
}
