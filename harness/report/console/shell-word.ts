import { quoteWord } from '../../world/shell-words.ts';
import { safeText } from '../safe-text.ts';

function escapedByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === "'" || character === '\\') return `\\${character}`;
  return byte >= 0x20 && byte <= 0x7e ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/**
 * A file's name as one word of a shell's command line, to be pasted. Characters that the terminal would not show as they
 * are make it a `$'…'` word of its UTF-8 bytes, which bash and zsh read; everything else suits any shell, as `quoteWord`
 * writes it: that one leaves such characters as they are, for files, where nothing hides them.
 * @param ascii whether the terminal shows ASCII only
 */
export function shellWord(file: string, ascii = false): string {
  // A name that begins with a dash would be read as an option.
  const name = file.startsWith('-') ? `./${file}` : file;
  if (safeText(name, { limit: Number.POSITIVE_INFINITY, ascii }) === name) return quoteWord(name);
  return `$'${[...Buffer.from(name)].map(escapedByte).join('')}'`;
}
