import type { BadState, CrashReport, Moment, ScenarioReport, Step } from '../../engine/crash/crash-report.ts';
import { cellLines } from './cells.ts';
import { count, counted } from './numbers.ts';
import type { Paint } from './paint.ts';
import { rowLines } from './rows.ts';
import { wrap, wrapIndented } from './wrap.ts';

const margin = 2;
const indent = 4;

/** The line of a scenario in the table: what became of its run, and of its states. */
function scenarioLine(report: ScenarioReport, width: number, paint: Paint): readonly string[] {
  const { colours, signs } = paint;
  const { scenario, impossible, operations, judged, equal, bad, complete } = report;
  const name = { text: paint.safe(scenario), gap: 1, width };
  if (impossible !== undefined) {
    const why = { text: `not recorded: ${paint.safe(impossible)}`, gap: 2 };
    return cellLines(
      [{ text: colours.yellow(signs.attention), gap: margin }, name, why],
      paint.columns(),
      indent,
    );
  }
  const sign = bad > 0 ? colours.red(signs.failed) : colours.green(signs.passed);
  const cells = [
    { text: sign, gap: margin },
    name,
    { text: counted(operations, 'operation'), gap: 2, width: 14, align: 'right' as const },
    { text: `${counted(judged, 'state')} judged`, gap: 3, width: 17, align: 'right' as const },
    { text: `${count(equal)} more equal`, gap: 3, width: 14, align: 'right' as const },
    { text: bad > 0 ? colours.red(`${count(bad)} bad`) : 'none bad', gap: 3 },
    ...(complete
      ? []
      : [{ text: colours.yellow('not all: too many, few effects left out at a time'), gap: 3 }]),
  ];
  return cellLines(cells, paint.columns(), indent);
}

const fates: Readonly<Record<Step['fate'], string>> = {
  'on disk': 'on disk',
  lost: 'lost',
  'in part': 'in part',
  returned: 'returned',
};

function stepLines(steps: readonly Step[], moment: Moment, paint: Paint): readonly string[] {
  const { colours } = paint;
  const coloured = (fate: Step['fate']): string =>
    fate === 'lost' || fate === 'in part' ? colours.red(fates[fate]) : colours.dim(fates[fate]);
  const lines = steps.flatMap(({ operation, fate, note }, nth) => {
    const what = note === '' ? operation : `${operation}: ${note}`;
    return cellLines(
      [
        { text: String(nth + 1), gap: indent, width: 3, align: 'right' },
        { text: coloured(fate), gap: 2, width: 8 },
        { text: paint.safe(what), gap: 2 },
      ],
      paint.columns(),
      indent + 15,
    );
  });
  const end = moment === 'after success' ? 'status 0, and then the power is lost' : 'the power is lost';
  return [...lines, `${' '.repeat(indent + 15)}${colours.bold(end)}`];
}

const introductions: Readonly<Record<Moment, string>> = {
  found: 'in a state that can be found',
  'after success': 'after the run had ended well',
  'next run': 'by the next run, which begins with such a state',
};

/** The shortest way to a bad state: what was called, what of it was on disk, and what is found. */
function badStateLines(
  target: string,
  scenario: ScenarioReport,
  state: BadState,
  paint: Paint,
): readonly string[] {
  const { colours, signs } = paint;
  const where = introductions[state.moment];
  const head = `${colours.red(signs.failed)} ${target} ${signs.dot} ${colours.bold(state.property)} ${signs.dot} ${where}`;
  const reason = wrap(paint.safe(state.reason), paint.proseWidth() - margin);
  return [
    ...wrapIndented(head, paint.proseWidth(), 0),
    ...reason.map(line => ' '.repeat(margin) + line),
    ...rowLines(state.details, indent, paint),
    '',
    ...stepLines(state.steps, state.moment, paint),
    '',
    ...rowLines(
      state.finds.map(([path, text], nth) => [nth === 0 ? 'is found' : '', `${path}: ${text}`] as const),
      indent,
      paint,
    ),
    ...rowLines(
      [
        ['scenario', scenario.scenario],
        ['states', `${count(state.states)} like it`],
      ],
      indent,
      paint,
    ),
  ];
}

interface Candidate {
  readonly scenario: ScenarioReport;
  readonly state: BadState;
}

/** Of each property and moment the shortest over all scenarios, the worst first. */
function candidatesOf({ scenarios }: CrashReport): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  for (const scenario of scenarios) {
    for (const state of scenario.worst) {
      const key = `${state.moment} ${state.property}`;
      const known = best.get(key);
      if (known === undefined || state.steps.length < known.state.steps.length)
        best.set(key, { scenario, state });
    }
  }
  return [...best.values()];
}

/** A crash search as people read it: the table, the shortest way to the worst state, the others in a line each. */
export function crashLines(report: CrashReport, paint: Paint): readonly string[] {
  const { target, implementation, persistence, scenarios } = report;
  const { colours } = paint;
  const width = Math.max(0, ...scenarios.map(({ scenario }) => scenario.length));
  const lines = [
    `${target}  ${paint.safe(implementation)}  every crash state under ${persistence}`,
    '',
    ...scenarios.flatMap(scenario => scenarioLine(scenario, width, paint)),
  ];
  const [worst, ...others] = candidatesOf(report);
  if (worst !== undefined) lines.push('', ...badStateLines(target, worst.scenario, worst.state, paint));
  if (others.length > 0) {
    lines.push('', `${' '.repeat(margin)}also broken`);
    for (const { state } of others)
      lines.push(
        ...rowLines([[state.property, `${introductions[state.moment]}: ${state.reason}`]], indent, paint),
      );
  }
  const bad = scenarios.reduce((sum, scenario) => sum + scenario.bad, 0);
  const judged = scenarios.reduce((sum, scenario) => sum + scenario.judged, 0);
  const missing = scenarios.filter(({ impossible }) => impossible !== undefined).length;
  const good = judged > 0 ? colours.green('no bad state') : colours.yellow('nothing can be said');
  const verdict = bad > 0 ? colours.red(`${count(bad)} bad`) : good;
  const unread =
    missing > 0 ? ` ${paint.signs.dot} ${colours.yellow(`${counted(missing, 'run')} not recorded`)}` : '';
  lines.push('', `${counted(judged, 'state')} judged ${paint.signs.dot} ${verdict}${unread}`);
  return lines;
}
