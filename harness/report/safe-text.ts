/** How much of a text is shown, and to what kind of terminal. */
export interface SafeTextOptions {
  /** Characters (UTF-16 code units) of the text that are kept at most. Default: 2,000. */
  readonly limit?: number;
  /** Whether everything beyond printable ASCII is escaped, for a terminal that does not read UTF-8. */
  readonly ascii?: boolean;
}

/**
 * Controls, format and bidirectional controls, lone surrogates, unassigned and private characters; separators and
 * spaces other than the space; what is drawn as nothing. U+FE0F stays where it belongs, behind an emoji.
 */
const hidden =
  /(?! )(?:[\p{C}\p{Z}]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|(?<!\p{Extended_Pictographic})\ufe0f)/gu;

// A terminal that reads Latin-1 takes the second byte of many UTF-8 characters for a C1 control, as 0x9b for CSI.
const beyondAscii = /[^\x20-\x7e]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const named = short[character];
  if (named !== undefined) return named;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/** Where to cut so that no surrogate pair is halved. */
function boundary(text: string, limit: number): number {
  const pair = (text.codePointAt(limit - 1) ?? 0) > 0xffff;
  return pair ? limit - 1 : limit;
}

/**
 * Makes a text from a scenario, an implementation or a file inert on a terminal, and readable: one line, in which
 * everything that would be obeyed, reorder the line or stay invisible is shown as an escape (`\x1b`, `\u202e`), and
 * whose end says how much was left out. A backslash of the text stays as it is.
 */
export function safeText(text: string, { limit = 2000, ascii = false }: SafeTextOptions = {}): string {
  const kept = text.length <= limit ? text : text.slice(0, boundary(text, limit));
  const shown = kept.replace(ascii ? beyondAscii : hidden, escaped);
  if (kept.length === text.length) return shown;
  return `${shown}${ascii ? '...' : '…'} (+${text.length - kept.length} characters)`;
}
