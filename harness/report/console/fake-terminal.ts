import type { Output } from '../output.ts';

/** An output that keeps what is written to it. */
export interface Recorder extends Output {
  readonly written: string;
}

/** An output for the tests: a terminal when it has a width. */
export function recorder(columns?: number): Recorder {
  let written = '';
  return {
    isTTY: columns !== undefined,
    columns,
    rows: columns === undefined ? undefined : 24,
    write: text => {
      written += text;
    },
    get written() {
      return written;
    },
  };
}

/** What stands on a terminal after a text was written to it, and whether its cursor shows. */
export interface Shown {
  readonly lines: readonly string[];
  readonly cursor: boolean;
}

const token = /\x1b\[(\??)([0-9;]*)([A-Za-z])|\n|[^\x1b\n]+|\x1b/g;

/**
 * A terminal without a lower end that knows the sequences the live console needs.
 * @throws on any other: nothing else may reach a terminal
 */
export function shownBy(written: string): Shown {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  let cursor = true;
  const set = (text: string): void => {
    lines[row] = text;
  };
  for (const [whole, , parameter = '', final] of written.matchAll(token)) {
    const current = lines[row] ?? '';
    const count = Number(parameter || 1);
    if (whole === '\n') {
      row++;
      column = 0;
      if (row === lines.length) lines.push('');
    } else if (!whole.startsWith('\x1b')) {
      set(current.slice(0, column).padEnd(column) + whole + current.slice(column + whole.length));
      column += whole.length;
    } else if (final === 'A') row -= count;
    else if (final === 'B') row += count;
    else if (final === 'G') column = count - 1;
    else if (final === 'K') set(parameter === '2' ? '' : current.slice(0, column));
    else if (/^\x1b\[\?25[hl]$/.test(whole)) cursor = final === 'h';
    else if (!/^\x1b\[(\?2026[hl]|[0-9;]*m)$/.test(whole))
      throw new Error(`not a sequence of ours: ${JSON.stringify(whole)}`);
  }
  return { lines, cursor };
}
