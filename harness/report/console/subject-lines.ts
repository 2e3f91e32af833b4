import type { LabelShare, Subject, Tally } from '../../engine/events.ts';
import type { Standing } from './board.ts';
import { type Cell, cellLines } from './cells.ts';
import { count, counted, duration, percent, rate } from './numbers.ts';
import type { Paint } from './paint.ts';
import { widthOf } from './width.ts';
import { cut } from './wrap.ts';

/** As much of a name as a column gives: a command under test has its whole command line for a name. */
const widestName = 40;

/** From this share of runs that proved nothing on, it is said. */
const muchRejected = 0.1;

function names(
  { target, implementation, fidelity }: Subject,
  paint: Paint,
): readonly [string, string, string] {
  const name = (text: string): string => cut(paint.safe(text, 100), widestName, paint.signs.ellipsis);
  return [name(target), name(implementation), name(fidelity)];
}

/** The widths of the three columns of names. */
export type NameWidths = readonly [target: number, implementation: number, fidelity: number];

/** The widths that align the names of all subjects. */
export function nameWidths(standings: readonly Standing[], paint: Paint): NameWidths {
  const all = standings.map(({ subject }) => names(subject, paint).map(widthOf));
  const widest = (nth: number): number => Math.max(0, ...all.map(widths => widths[nth] ?? 0));
  return [widest(0), widest(1), widest(2)];
}

function sign({ state, tally }: Standing, paint: Paint): string {
  const { colours, signs } = paint;
  const found = tally !== undefined && tally.findings > 0;
  if (state === 'waiting') return colours.dim(signs.waiting);
  if (state === 'running') return found ? colours.red(signs.running) : colours.cyan(signs.running);
  if (found) return colours.red(signs.failed);
  // Runs that prove nothing, or no runs: nothing was found, and nothing can be said.
  if (tally === undefined || tally.runs <= tally.rejected) return colours.yellow(signs.attention);
  return colours.green(signs.passed);
}

function labels(tally: Tally, below: readonly LabelShare[], paint: Paint): Cell[] {
  const { seen, declared } = tally.labels;
  const text = `labels ${count(seen)}/${count(declared)}`;
  const short = seen < declared || below.length > 0;
  const cells: Cell[] = [{ text: short ? paint.colours.yellow(text) : text, gap: 3 }];
  if (below.length === 0) return cells;
  const shares = below.map(
    each => `${paint.safe(each.label, 60)} ${percent(each.percent)} of ${percent(each.atLeast)}`,
  );
  return [...cells, { text: paint.colours.yellow(`below its floor: ${shares.join(', ')}`), gap: 3 }];
}

/** A share of runs that proved nothing, and why most of them did not. */
function provedNothing(share: number, why: string | undefined, paint: Paint): Cell {
  const text = paint.colours.yellow(`${percent(share * 100)} proved nothing`);
  const reason = why === undefined ? '' : paint.colours.dim(`, mostly: ${paint.safe(why, 120)}`);
  return { text: `${text}${reason}`, gap: 3 };
}

function results({ state, tally, below, mostRejected }: Standing, paint: Paint): Cell[] {
  const { colours } = paint;
  if (tally === undefined) return [{ text: colours.dim(state === 'ended' ? 'not run' : 'waiting'), gap: 2 }];
  const share = tally.runs === 0 ? 0 : tally.rejected / tally.runs;
  return [
    { text: count(tally.runs), gap: 2, width: 7, align: 'right' },
    { text: tally.runs === 1 ? 'run' : 'runs', gap: 1, width: 4 },
    { text: rate(tally.runs, tally.elapsedMs), gap: 3, width: 6, align: 'right' },
    ...(state === 'ended' ? labels(tally, below, paint) : [{ text: duration(tally.elapsedMs), gap: 3 }]),
    ...(tally.findings > 0 ? [{ text: colours.red(counted(tally.findings, 'finding')), gap: 3 }] : []),
    ...(share >= muchRejected ? [provedNothing(share, mostRejected, paint)] : []),
  ];
}

/** One subject: its result, or while it runs how far it is. Several lines where the terminal is too narrow for one. */
export function subjectLines(standing: Standing, widths: NameWidths, paint: Paint): string[] {
  const [target, implementation, fidelity] = names(standing.subject, paint);
  const cells: Cell[] = [
    { text: sign(standing, paint), gap: 2 },
    { text: target, gap: 1, width: widths[0] },
    { text: implementation, gap: 3, width: widths[1] },
    { text: fidelity, gap: 2, width: widths[2] },
    ...results(standing, paint),
  ];
  return cellLines(cells, paint.columns(), 6);
}
