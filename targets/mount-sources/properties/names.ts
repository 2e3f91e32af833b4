/** Whether a text names a path: it stands there as it is or as a JSON string, and does not go on as a longer one. */
export function names(said: string, path: string): boolean {
  for (const text of [path, JSON.stringify(path).slice(1, -1)])
    for (let at = said.indexOf(text); at >= 0; at = said.indexOf(text, at + 1))
      if (/^(?:$|[\s"'`:,;)\]]|[.!?](?:\s|$))/.test(said.slice(at + text.length, at + text.length + 2)))
        return true;
  return false;
}
