/**
 * Whether a path matches a pattern as Go's filepath.Match has it: `*` and `?` stop at slashes and take a leading dot like
 * any character; `[…]`, `[^…]`, and the backslash. A pattern that is none matches nothing.
 */
export function matches(pattern: string, path: string): boolean {
  const [first = '', ...rest] = pattern;
  if (pattern === '') return path === '';
  switch (first) {
    case '*': {
      const after = rest.join('');
      for (let taken = 0; taken <= path.length; taken++) {
        if (matches(after, path.slice(taken))) return true;
        if (path.charAt(taken) === '/') return false;
      }
      return false;
    }
    case '?':
      return path !== '' && !path.startsWith('/') && matches(rest.join(''), path.slice(1));
    case '[': {
      const end = pattern.indexOf(']', 2);
      if (end < 0 || path === '' || path.startsWith('/')) return false;
      return inClass(pattern.slice(1, end), path.charAt(0)) && matches(pattern.slice(end + 1), path.slice(1));
    }
    case '\\': {
      const [literal = '', ...others] = rest;
      return (
        literal !== '' && path.startsWith(literal) && matches(others.join(''), path.slice(literal.length))
      );
    }
    default:
      return path.startsWith(first) && matches(rest.join(''), path.slice(first.length));
  }
}

function inClass(members: string, character: string): boolean {
  const isNegated = members.startsWith('^');
  const given = isNegated ? members.slice(1) : members;
  let found = false;
  for (let at = 0; at < given.length; at++) {
    const low = given.charAt(at);
    const isRange = given.charAt(at + 1) === '-' && at + 2 < given.length;
    const high = isRange ? given.charAt(at + 2) : low;
    if (isRange) at += 2;
    if (character >= low && character <= high) found = true;
  }
  return found !== isNegated;
}

/** Whether a path of COPY has to be looked up rather than taken. */
export function hasWildcard(path: string): boolean {
  return /(?<!\\)[*?[]/.test(path);
}
