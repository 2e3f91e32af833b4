/** Characters of a name without its ending and its number: it stays readable in a listing. */
const longest = 60;

/** A file name's stem from a title: kebab-case, ASCII, cut between words. `case` when nothing readable is left. */
export function stemOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');
  let stem = (words.shift() ?? 'case').slice(0, longest);
  for (const word of words) {
    if (stem.length + 1 + word.length > longest) break;
    stem += `-${word}`;
  }
  return stem;
}

/** A title from any text: one line of at most 120 characters, nothing in it that would not be seen. */
export function titleOf(text: string): string {
  const characters = [...text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()];
  if (characters.length === 0) return 'untitled';
  return characters.length > 120 ? `${characters.slice(0, 119).join('').trimEnd()}…` : characters.join('');
}

/**
 * The name of a case file that nothing has yet: `stem.json`, `stem-2.json`, …
 * @param taken names in the folder; upper and lower case count as the same, as they do on some file systems
 */
export function freeName(stem: string, taken: Iterable<string>): string {
  const names = new Set(Array.from(taken, name => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${stem}.json` : `${stem}-${number}.json`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
