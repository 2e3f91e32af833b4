import { Writable } from 'node:stream';
import { createLogUpdate } from 'log-update';
import type { Output } from '../output.ts';

/** An output as the stream that log-update writes to. */
class OutputStream extends Writable {
  constructor(output: Output) {
    super({ decodeStrings: false });
    this.#output = output;
  }

  readonly #output: Output;

  get columns(): number | undefined {
    return this.#output.columns;
  }

  get rows(): number | undefined {
    return this.#output.rows;
  }

  get isTTY(): boolean {
    return this.#output.isTTY === true;
  }

  // At once, and past the stream's buffer: what fails must fail in the caller.
  override write(text: unknown): boolean {
    this.#output.write(String(text));
    return true;
  }
}

/** The lower end of a terminal: lines that are drawn over, below lines that stay. */
export interface Screen {
  /** Writes text that stays, above the block. */
  above(text: string): void;
  /** Draws the block, in place of the one before. */
  draw(lines: readonly string[]): void;
  /** Takes the block away and shows the cursor again. */
  close(): void;
}

const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';

/**
 * Opens the lower end of a terminal. The cursor is hidden while there is a block.
 * @param whenProcessEnds calls back when the process ends before `close`, and returns how to call that off
 */
export function openScreen(output: Output, whenProcessEnds: (action: () => void) => () => void): Screen {
  // log-update would hide the cursor of standard error, whatever it writes to: here it is done for the output.
  const block = createLogUpdate(new OutputStream(output), { showCursor: true });
  let drawn: readonly string[] = [];
  let callOff: (() => void) | undefined;
  const take = (): void => {
    if (drawn.length > 0) block.clear();
    drawn = [];
  };
  const draw = (lines: readonly string[]): void => {
    if (lines.length === 0) {
      take();
      return;
    }
    if (callOff === undefined) {
      callOff = whenProcessEnds(() => {
        try {
          output.write(showCursor);
        } catch {
          // The terminal is gone, and its cursor with it.
        }
      });
      output.write(hideCursor);
    }
    drawn = lines;
    block(lines.join('\n'));
  };
  return {
    draw,
    above: text => {
      const lines = drawn;
      take();
      output.write(text);
      draw(lines);
    },
    close: () => {
      callOff?.();
      take();
      if (callOff !== undefined) output.write(showCursor);
      callOff = undefined;
    },
  };
}
