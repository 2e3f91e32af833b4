/** Everything that a double-quoted YAML scalar can't hold as it is, or that readers of YAML disagree about. */
const special = /["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text as a double-quoted YAML scalar that reads as exactly this text. */
export function yamlQuoted(text: string): string {
  return `"${text.replace(special, escaped)}"`;
}

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A text as a Compose value that stands for exactly this text: Compose replaces variables unless the dollar is doubled. */
export function composeValue(text: string): string {
  return yamlQuoted(text.replaceAll('$', '$$$$'));
}
