import { BuildFault, CannotTell } from '../outcome.ts';

/** Variables by name. */
export type Variables = ReadonlyMap<string, string>;

/**
 * A word with its variables replaced and its quotes taken off: `$NAME`, `${NAME}`, `${NAME:-word}`, `${NAME:+word}`. What
 * is not set is empty.
 * @throws BuildFault, CannotTell for other forms of `${…}`
 */
export function expand(word: string, variables: Variables, escaping: string): string {
  let out = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    if (character === escaping && quote !== "'") {
      at += 1;
      out += word.charAt(at);
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    else if (character === '$' && quote !== "'") {
      const { value, length } = variableAt(word.slice(at), variables, escaping);
      out += value;
      at += length - 1;
    } else out += character;
  }
  if (quote !== '') throw new BuildFault(`a quote that is not closed: ${word}`);
  return out;
}

/** Arguments that the builder itself sets: only it knows how. */
const builders = /^(BUILD|TARGET)(PLATFORM|OS|OSVERSION|ARCH|VARIANT|STAGE)$/;

function setTo(name: string, variables: Variables): string | undefined {
  const value = variables.get(name);
  if (value === undefined && builders.test(name)) throw new CannotTell(`what the builder sets ${name} to`);
  return value;
}

function variableAt(text: string, variables: Variables, escaping: string): { value: string; length: number } {
  const [plain, name] = /^\$([A-Za-z_][A-Za-z0-9_]*)/.exec(text) ?? [];
  if (plain !== undefined && name !== undefined)
    return { value: setTo(name, variables) ?? '', length: plain.length };
  if (!text.startsWith('${')) return { value: '$', length: 1 };
  const end = text.indexOf('}');
  if (end < 0) throw new BuildFault(`a brace that is not closed: ${text}`);
  const [, inner, operator, word = ''] =
    /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])(.*))?$/.exec(text.slice(2, end)) ?? [];
  if (inner === undefined) throw new CannotTell(`what ${text.slice(0, end + 1)} becomes`);
  const value = setTo(inner, variables);
  const isThere = operator?.startsWith(':') ? Boolean(value) : value !== undefined;
  const length = end + 1;
  if (operator?.endsWith('-'))
    return { value: isThere ? (value ?? '') : expand(word, variables, escaping), length };
  if (operator?.endsWith('+')) return { value: isThere ? expand(word, variables, escaping) : '', length };
  return { value: value ?? '', length };
}
