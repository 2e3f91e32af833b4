import type {
  ExhaustedScenario,
  ExhaustReport,
  ExhaustRow,
  Outcome,
} from '../../engine/exhaust/exhaust-report.ts';
import { cellLines } from './cells.ts';
import { count, counted, duration } from './numbers.ts';
import type { Paint } from './paint.ts';
import { widthOf } from './width.ts';

const margin = 2;
const widestPath = 44;

/** A path short enough for a column: its end says more than its beginning. */
function shortened(path: string, paint: Paint): string {
  const safe = paint.safe(path);
  if (widthOf(safe) <= widestPath) return safe;
  const { ellipsis } = paint.signs;
  return ellipsis + safe.slice(-(widestPath - ellipsis.length));
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What the call is about; of a rename what becomes what. */
function about({ paths }: ExhaustRow, paint: Paint): string {
  const [first, second] = paths;
  if (first === undefined) return '';
  if (second === undefined || second === first) return shortened(first, paint);
  return shortened(`${lastPart(first)} ${second}`, paint);
}

function outcomeText(outcome: Outcome, paint: Paint): string {
  const { colours } = paint;
  switch (outcome.kind) {
    case 'pass':
      return colours.green('pass');
    case 'unaimed':
      return colours.yellow('not tried: no way to hit this call and none before it');
    case 'unreached':
      return colours.yellow(`not reached: ${paint.safe(outcome.reason)}`);
    case 'missed':
      return colours.red(`did not happen: ${paint.safe(outcome.reason)}`);
    case 'violation': {
      const more = outcome.more > 0 ? ` (and ${count(outcome.more)} more)` : '';
      const when = outcome.run === 'next' ? 'the next run: ' : '';
      return `${colours.red(outcome.property)} ${when}${paint.safe(outcome.reason)}${more}`;
    }
    default: {
      const when = outcome.run === 'next' ? 'the next run: ' : '';
      return `${colours.red(outcome.kind)} ${when}${paint.safe(outcome.reason)}`;
    }
  }
}

interface Widths {
  readonly call: number;
  readonly about: number;
  readonly fault: number;
}

function rowLines(row: ExhaustRow, repeats: boolean, widths: Widths, paint: Paint): readonly string[] {
  const also =
    row.alsoHit > 0 ? paint.colours.yellow(` (hit ${counted(row.alsoHit, 'later call')} too)`) : '';
  const cells = [
    { text: repeats ? '' : count(row.ordinal), gap: margin, width: 3, align: 'right' as const },
    { text: repeats ? '' : paint.safe(row.call), gap: 2, width: widths.call },
    { text: repeats ? '' : about(row, paint), gap: 2, width: widths.about },
    { text: row.fault, gap: 2, width: widths.fault },
    { text: outcomeText(row.outcome, paint) + also, gap: 2 },
  ];
  return cellLines(cells, paint.columns(), margin + 7);
}

function scenarioLines(scenario: ExhaustedScenario, widths: Widths, paint: Paint): readonly string[] {
  const { colours, signs } = paint;
  const name = colours.bold(paint.safe(scenario.scenario));
  if (scenario.impossible !== undefined)
    return [
      '',
      `${name}  ${colours.yellow(signs.attention)} not gone through: ${paint.safe(scenario.impossible)}`,
    ];
  const head = `${name}  ${counted(scenario.calls, 'call')}, ${counted(scenario.rows.length, 'run')}`;
  return [
    '',
    head,
    ...scenario.rows.flatMap((row, at) =>
      rowLines(row, scenario.rows[at - 1]?.ordinal === row.ordinal, widths, paint),
    ),
  ];
}

/** What a program came to, call by call: a line for each call and fault, and a sentence. */
export function exhaustLines(report: ExhaustReport, paint: Paint): readonly string[] {
  const rows = report.scenarios.flatMap(scenario => scenario.rows);
  const widest = (of: (row: ExhaustRow) => string): number =>
    Math.max(0, ...rows.map(row => widthOf(of(row))));
  const widths = {
    call: widest(row => row.call),
    about: widest(row => about(row, paint)),
    fault: widest(row => row.fault),
  };
  return [
    `${report.target}  ${paint.safe(report.implementation)}  every call on its world`,
    ...report.scenarios.flatMap(scenario => scenarioLines(scenario, widths, paint)),
    '',
    sentence(report, rows, paint),
  ];
}

function sentence(
  { interrupted, elapsedMs }: ExhaustReport,
  rows: readonly ExhaustRow[],
  paint: Paint,
): string {
  const { colours, signs } = paint;
  const how = (...kinds: readonly Outcome['kind'][]): number =>
    rows.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const bad = how('violation', 'hang', 'crash');
  const others = [
    [how('rejected'), 'rejected'],
    [how('unaimed'), 'not tried'],
    [how('unreached'), 'not reached'],
    [how('missed'), 'did not happen'],
  ] as const;
  return [
    `${counted(rows.length, 'fault')} in ${duration(elapsedMs)}`,
    colours.green(`${count(how('pass'))} pass`),
    ...(bad > 0 ? [colours.red(`${count(bad)} do not`)] : []),
    ...others.flatMap(([number, what]) => (number > 0 ? [colours.yellow(`${count(number)} ${what}`)] : [])),
    ...(interrupted ? [colours.yellow('stopped before the end')] : []),
  ].join(` ${signs.dot} `);
}
