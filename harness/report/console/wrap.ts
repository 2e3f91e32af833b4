import { type Piece, piecesOf, widthOf } from './width.ts';

/** Fills a text up to a width with spaces behind it. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Fills a text up to a width with spaces before it. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Cuts a text to a width and marks the cut. Escape sequences behind the cut are kept: they end a colour. */
export function cut(text: string, width: number, mark = '…'): string {
  if (widthOf(text) <= width) return text;
  const room = Math.max(0, width - widthOf(mark));
  let taken = 0;
  let full = false;
  let result = '';
  for (const piece of piecesOf(text)) {
    const isCode = piece.text.startsWith('\x1b');
    if (!full && taken + piece.width > room) {
      full = true;
      if (widthOf(mark) <= width) result += mark;
    }
    if (!full || isCode) result += piece.text;
    taken += piece.width;
  }
  return result;
}

/** A run of spaces, or of what is between them. */
interface Word extends Piece {
  readonly space: boolean;
  readonly pieces: readonly Piece[];
}

function wordOf(pieces: readonly Piece[], space: boolean): Word {
  const text = pieces.map(piece => piece.text).join('');
  return { text, width: pieces.reduce((sum, piece) => sum + piece.width, 0), space, pieces };
}

function* wordsOf(text: string): Generator<Word> {
  let pieces: Piece[] = [];
  let space = false;
  for (const piece of piecesOf(text)) {
    const isSpace = piece.text === ' ';
    if (pieces.length > 0 && isSpace !== space) {
      yield wordOf(pieces, space);
      pieces = [];
    }
    space = isSpace;
    pieces.push(piece);
  }
  if (pieces.length > 0) yield wordOf(pieces, space);
}

/**
 * Breaks a text into lines of at most a width: between words, and inside one that is longer than a line. Spaces at a
 * break are dropped, others stay. An escape sequence is never broken.
 * @returns at least one line
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  let gap: Piece = { text: '', width: 0 };
  const next = (): void => {
    lines.push(line);
    line = '';
    used = 0;
  };
  for (const word of wordsOf(text)) {
    if (word.space) {
      gap = word;
      continue;
    }
    if (used + gap.width + word.width <= width) {
      line += gap.text + word.text;
      used += gap.width + word.width;
    } else {
      if (used > 0) next();
      for (const piece of word.pieces) {
        if (used > 0 && used + piece.width > width) next();
        line += piece.text;
        used += piece.width;
      }
    }
    gap = { text: '', width: 0 };
  }
  return [...lines, line];
}

/** Wraps a text and sets every line in by some spaces. */
export function wrapIndented(text: string, width: number, indent: number): string[] {
  return wrap(text, Math.max(8, width - indent)).map(line => ' '.repeat(indent) + line);
}
