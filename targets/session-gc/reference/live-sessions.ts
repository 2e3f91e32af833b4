const prefix = 'drydock-';
const shellSuffix = '-shell';
const digits = '0123456789abcdef';
const idLength = 4;

/** Whether a text is the id of a session: four lower-case hexadecimal digits. */
export function isSessionId(text: string): boolean {
  return text.length === idLength && [...text].every(digit => digits.includes(digit));
}

/**
 * The session whose container has that name, `drydock-<anything>-XXXX` or `drydock-<anything>-XXXX-shell`; undefined: none.
 * With nothing between the prefix and the id it is taken for one too: who is not certain keeps the folder.
 */
export function sessionOf(name: string): string | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const stem = name.endsWith(shellSuffix) ? name.slice(0, -shellSuffix.length) : name;
  const id = stem.slice(-idLength);
  return isSessionId(id) && stem.at(-idLength - 1) === '-' ? id : undefined;
}

/** The sessions that are live by a list of names, one a line. */
export function liveSessions(listing: string): ReadonlySet<string> {
  const live = new Set<string>();
  for (const line of listing.split('\n')) {
    const id = sessionOf(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (id !== undefined) live.add(id);
  }
  return live;
}
