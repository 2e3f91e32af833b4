import type { EventBody } from '../../engine/events.ts';
import type { Outcome } from '../outcome.ts';
import { count, counted } from './numbers.ts';
import type { Paint } from './paint.ts';
import { wrapIndented } from './wrap.ts';

type Replayed = Extract<EventBody, { readonly type: 'case-replayed' }>;
type Broken = Extract<EventBody, { readonly type: 'case-broken' }>;

/** More problems than this say no more than these. */
const mostProblems = 20;

function problemLines(problems: readonly string[], paint: Paint): string[] {
  const lines = problems
    .slice(0, mostProblems)
    .flatMap(problem => wrapIndented(paint.safe(problem), paint.proseWidth(), 4));
  const left = problems.length - mostProblems;
  return left > 0 ? [...lines, `    ${paint.signs.ellipsis} and ${count(left)} more`] : lines;
}

/** A case that does not hold: its file, what it is about, everything that did not hold. One that holds: nothing. */
export function replayedLines({ holds, file, title, problems }: Replayed, paint: Paint): string[] {
  if (holds) return [];
  const { colours, signs } = paint;
  return [
    `${colours.red(signs.failed)} ${colours.bold(paint.safe(file, 400))}`,
    ...wrapIndented(paint.safe(title, 300), paint.proseWidth(), 2),
    ...problemLines(problems, paint),
    `  ${colours.dim('again'.padEnd(11))}npx seatrial repro ${paint.shellWord(file)}`,
  ];
}

/** A case that can't be read: what is wrong with the file, which says nothing of the code under test. */
export function brokenCaseLines({ file, problems }: Broken, paint: Paint): string[] {
  const { colours, signs } = paint;
  return [
    `${colours.yellow(signs.attention)} ${colours.bold(paint.safe(file, 400))} is no case that can be run`,
    ...problemLines(problems, paint),
  ];
}

/** How many cases held, failed, could not be read. */
export function replayCount({ cases: { hold, fail, broken } }: Outcome, paint: Paint): string {
  const { green, red, yellow } = paint.colours;
  const held = `${count(hold)} ${hold === 1 ? 'holds' : 'hold'}`;
  return [
    counted(hold + fail + broken, 'case'),
    fail + broken === 0 ? green(held) : held,
    ...(fail > 0 ? [red(`${count(fail)} ${fail === 1 ? 'fails' : 'fail'}`)] : []),
    ...(broken > 0 ? [yellow(`${count(broken)} broken`)] : []),
  ].join(` ${paint.signs.dot} `);
}
