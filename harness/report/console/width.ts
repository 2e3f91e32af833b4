const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

// An escape sequence of a terminal: CSI … final byte, OSC … BEL or ST, or ESC and one character.
const escapeCode =
  /\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x20-\x7e]?)/g;

const printableAscii = /^[\x20-\x7e]*$/;

const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;

// Wide and fullwidth blocks of Unicode Standard Annex 11; emoji are dealt with apart.
const wide =
  /[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u4dbf\u4dc0-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u;

// Marks on the character before, vowels and finals of a Hangul syllable, and what is drawn as nothing.
const weightless = /[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** The smallest piece of a text that may stand alone, and the columns that it takes. */
export interface Piece {
  readonly text: string;
  readonly width: number;
}

function widthOfCharacter(character: string): number {
  if (emoji.test(character)) return 2;
  let width = 0;
  for (const point of character) {
    if (!weightless.test(point)) width += wide.test(point) ? 2 : 1;
  }
  return width;
}

function* charactersOf(text: string): Generator<Piece> {
  for (const { segment } of segmenter.segment(text))
    yield { text: segment, width: widthOfCharacter(segment) };
}

/** Takes a text apart: characters as people see them, and escape sequences, whole, of width 0. */
export function* piecesOf(text: string): Generator<Piece> {
  let from = 0;
  for (const { 0: code, index } of text.matchAll(escapeCode)) {
    yield* charactersOf(text.slice(from, index));
    yield { text: code, width: 0 };
    from = index + code.length;
  }
  yield* charactersOf(text.slice(from));
}

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  const bare = text.includes('\x1b') ? text.replace(escapeCode, '') : text;
  // Nearly every text is: taking it apart costs a hundred times as much.
  if (printableAscii.test(bare)) return bare.length;
  let width = 0;
  for (const piece of charactersOf(bare)) width += piece.width;
  return width;
}
