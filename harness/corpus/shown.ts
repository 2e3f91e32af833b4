/** Where something stands inside a case: keys and positions, from the outside in. */
export type Path = readonly PropertyKey[];

const longest = 60;

/** A path as people write it: `scenario.generators[2].name`, an odd key in quotes. */
export function shownPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = String(step);
      if (!/^[\w$-]+$/.test(key)) return `[${quoted(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}

/** A value as an error names it: short, on one line, safe to print on a terminal. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  return `an object with ${keys.slice(0, 4).map(quoted).join(', ')}${keys.length > 4 ? ', …' : ''}`;
}

/** A text in double quotes, cut when it is long, with everything escaped that would not be seen. */
export function quoted(text: string): string {
  const characters = [...text];
  const cut = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
  return JSON.stringify(cut).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** A file's name as an error prints it: as it is, unless it would play tricks on the terminal. */
export function shownFile(file: string): string {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(file) ? quoted(file) : file;
}

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
export function either(options: readonly string[]): string {
  if (options.length < 2) return options.join('');
  return `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`;
}
