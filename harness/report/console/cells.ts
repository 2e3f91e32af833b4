import { widthOf } from './width.ts';
import { padEnd, padStart, wrap } from './wrap.ts';

/** One column of one line. */
export interface Cell {
  readonly text: string;
  /** Spaces before it. */
  readonly gap: number;
  /** The width that the column has in every line. */
  readonly width?: number;
  readonly align?: 'right';
}

function filled({ text, width = 0, align }: Cell): string {
  return align === 'right' ? padStart(text, width) : padEnd(text, width);
}

/**
 * Lays cells side by side. A cell that the terminal has no room for begins a new line, set in by `hang`; nothing is left out.
 * @param width columns of the terminal; none: everything is one line
 */
export function cellLines(cells: readonly Cell[], width: number | undefined, hang: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const cell of cells) {
    const text = widthOf(cell.text);
    const whole = Math.max(text, cell.width ?? 0);
    // The spaces that fill a cell up need no room at the end of a line.
    const needed = used + cell.gap + (cell.align === 'right' ? whole : text);
    if (width === undefined || used === 0 || needed <= width) {
      line += ' '.repeat(cell.gap) + filled(cell);
      used += cell.gap + whole;
      continue;
    }
    const wrapped = wrap(cell.text, Math.max(8, width - hang)).map(part => ' '.repeat(hang) + part);
    lines.push(line.trimEnd(), ...wrapped.slice(0, -1));
    const last = wrapped.at(-1) ?? '';
    line = cell.align === 'right' ? last : padEnd(last, hang + (cell.width ?? 0));
    used = widthOf(line);
  }
  return [...lines, line.trimEnd()];
}
