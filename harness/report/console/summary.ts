import type { EventBody } from '../../engine/events.ts';
import type { Outcome } from '../outcome.ts';
import { count, counted, duration } from './numbers.ts';
import type { Paint } from './paint.ts';

type Started = Extract<EventBody, { readonly type: 'campaign-started' }>;
type Skipped = Extract<EventBody, { readonly type: 'subjects-skipped' }>;
type Finished = Extract<EventBody, { readonly type: 'campaign-finished' }>;

/** What is run, in one line: the seed is always here. */
export function headerLine({ version, seed, jobs, containment }: Started, paint: Paint): string {
  const name = paint.colours.bold(`seatrial ${paint.safe(version, 40)}`);
  const parts = [name, `seed ${seed}`, counted(jobs, 'job'), `containment: ${paint.safe(containment, 200)}`];
  return parts.join(` ${paint.signs.dot} `);
}

/** What would be run as well on another machine, and why it is not, in one line. */
export function skippedLine({ subjects, reason }: Skipped, paint: Paint): string {
  const names = [...new Set(subjects.map(({ target }) => paint.safe(target, 60)))].join(', ');
  return `${paint.colours.yellow('skipped')} ${names}: ${paint.safe(reason, 300)}`;
}

function found({ findings, known }: Outcome, paint: Paint): string {
  const { green, red } = paint.colours;
  const before = known > 0 ? `, ${count(known)} known before` : '';
  if (findings > 0) return red(`${counted(findings, 'new finding')}${before}`);
  return green(`nothing new found${before}`);
}

/** What a campaign came to, and how to run exactly this again. */
export function summaryLines(finished: Finished, outcome: Outcome, targets: number, paint: Paint): string[] {
  const { yellow, dim } = paint.colours;
  const runs = finished.runs.reduce((sum, each) => sum + each, 0);
  const parts = [
    counted(targets, 'target'),
    counted(runs, 'run'),
    duration(finished.elapsedMs),
    ...(finished.interrupted ? [yellow('interrupted')] : []),
    found(outcome, paint),
    ...(finished.faults > 0
      ? [yellow(counted(finished.faults, 'fault of the harness', 'faults of the harness'))]
      : []),
  ];
  return [
    parts.join(` ${paint.signs.dot} `),
    `${dim('again, exactly:')} ${paint.safe(finished.again, Number.POSITIVE_INFINITY)}`,
  ];
}
