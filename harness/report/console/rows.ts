import type { Row } from '../../target.ts';
import { count } from './numbers.ts';
import type { Paint } from './paint.ts';
import { widthOf } from './width.ts';
import { padEnd, wrap } from './wrap.ts';

/** More rows than this are no account but a dump: the case holds the whole. */
const mostRows = 40;
const widestLabel = 24;
const narrowestText = 16;

/** Rows as two columns: labels, and texts wrapped beside them, or below them where the terminal is too narrow. */
export function rowLines(rows: readonly Row[], indent: number, paint: Paint): string[] {
  const safe = rows
    .slice(0, mostRows)
    .map(([label, text]) => [paint.safe(label, 60), paint.safe(text)] as const);
  const labels = Math.min(widestLabel, Math.max(0, ...safe.map(([label]) => widthOf(label))));
  const margin = ' '.repeat(indent);
  const beside = indent + labels + 3;
  const room = paint.proseWidth() - beside;
  const lines = safe.flatMap(([label, text]) => {
    const name = paint.colours.dim(padEnd(label, labels));
    if (room >= narrowestText && widthOf(label) <= labels) {
      const [first = '', ...others] = wrap(text, room);
      return [`${margin}${name}   ${first}`, ...others.map(line => ' '.repeat(beside) + line)];
    }
    const below = wrap(text, Math.max(8, paint.proseWidth() - indent - 2));
    return [margin + name.trimEnd(), ...below.map(line => `${margin}  ${line}`)];
  });
  const left = rows.length - mostRows;
  return left > 0 ? [...lines, `${margin}${paint.signs.ellipsis} and ${count(left)} more`] : lines;
}
