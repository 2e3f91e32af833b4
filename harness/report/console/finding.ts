import type { Finding } from '../../engine/events.ts';
import { count } from './numbers.ts';
import type { Paint } from './paint.ts';
import { rowLines } from './rows.ts';
import { widthOf } from './width.ts';
import { wrapIndented } from './wrap.ts';

/** Where the bucket ends on a wide terminal. */
const widestHeading = 100;

/** The first line: what broke on the left, its bucket on the right, or below where both do not fit. */
function heading(finding: Finding, paint: Paint): string[] {
  const { colours, signs } = paint;
  const target = paint.safe(finding.target, 60);
  const property = paint.safe(finding.property, 80);
  const left = `${colours.red(signs.failed)} ${target} ${signs.dot} ${colours.bold(property)}`;
  const standing = finding.known ? 'known' : 'new';
  const bucket = `bucket ${paint.safe(finding.bucket, 64)} ${signs.dot} ${standing}`;
  const right = finding.known ? colours.dim(bucket) : colours.yellow(bucket);
  const room = Math.min(widestHeading, paint.proseWidth()) - widthOf(left) - widthOf(right);
  return room >= 3 ? [left + ' '.repeat(room) + right] : [left, `  ${right}`];
}

function shrunk({ shrinks, shrinking, size, gist }: Finding, paint: Paint): string {
  const short = paint.safe(gist, 200);
  if (shrinks === 0) {
    const why = shrinking === 'finished' ? 'nothing smaller breaks it' : shrinking;
    return `not shrunk (${why}): ${short} (${count(size.shrunk)} characters)`;
  }
  const times = shrinks === 1 ? 'once' : `${count(shrinks)} times`;
  const stopped = shrinking === 'finished' ? '' : `, then ${shrinking}`;
  const characters = `${count(size.drawn)} to ${count(size.shrunk)} characters`;
  return `shrunk ${times}${stopped} to ${short} (${characters})`;
}

/** Where it was found, how small it became, whether it happens each time. */
function origin(finding: Finding, paint: Paint): string {
  const { seen, of } = finding.repeats;
  const repeats = `repeats ${seen} of ${of}${seen < of ? ': flaky' : ''}`;
  const { implementation } = finding;
  const by = implementation === 'reference' ? '' : ` of ${paint.safe(implementation, 80)}`;
  const found = `found in run ${count(finding.run)}${by}`;
  return [found, shrunk(finding, paint), repeats].join(` ${paint.signs.dot} `);
}

/** The words that say what an implementation of the user's is, and how real the run was. */
function option({ option: words, fidelity, engine: address }: Finding, paint: Paint): string {
  const impl = words === undefined ? '' : ` --impl ${paint.shellWord(words)}`;
  const engine = address === undefined ? '' : ` --engine ${paint.shellWord(address)}`;
  return fidelity === 'model' ? impl : `${impl} --fidelity ${fidelity}${engine}`;
}

/** Findings of one property that are told in full; of more, the heading, the reason and the line that reproduces them. */
export const findingsInFull = 5;

/** A finding in short, where many of the same property were told of before. */
export function shortFindingLines(finding: Finding, paint: Paint): string[] {
  return [
    ...heading(finding, paint),
    ...wrapIndented(paint.safe(finding.reason, 300), paint.proseWidth(), 2),
    `  ${paint.colours.dim('reproduce'.padEnd(11))}npx seatrial repro ${paint.shellWord(finding.file)}${option(finding, paint)}`,
  ];
}

/** A finding as people are told of it. What is to be pasted into a shell is never wrapped. */
export function findingLines(finding: Finding, paint: Paint): string[] {
  const file = paint.shellWord(finding.file);
  const rows = rowLines([...finding.account, ...finding.details], 4, paint);
  const command = (label: string, text: string): string => `  ${paint.colours.dim(label.padEnd(11))}${text}`;
  return [
    ...heading(finding, paint),
    ...wrapIndented(paint.safe(finding.reason), paint.proseWidth(), 2),
    ...(rows.length > 0 ? ['', ...rows] : []),
    '',
    ...wrapIndented(origin(finding, paint), paint.proseWidth(), 2),
    command('case', file),
    command('reproduce', `npx seatrial repro ${file}${option(finding, paint)}`),
    command('keep', `npx seatrial corpus add ${file}${option(finding, paint)}`),
  ];
}
