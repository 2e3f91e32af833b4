type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Replaces `${NAME}`, `${NAME:-default}` and `$$` in a text; a default may hold variables itself. A variable that is not
 * set is empty; one that is empty takes the default.
 */
export function interpolate(text: string, variables: Variables): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) return result + text.slice(at);
    result += text.slice(at, dollar);
    if (text[dollar + 1] === '$') {
      result += '$';
      at = dollar + 2;
      continue;
    }
    const end = text[dollar + 1] === '{' ? closing(text, dollar + 2) : -1;
    if (end < 0) {
      result += '$';
      at = dollar + 1;
      continue;
    }
    result += expanded(text.slice(dollar + 2, end), variables);
    at = end + 1;
  }
  return result;
}

/** Where the brace closes that was opened just before. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function expanded(inside: string, variables: Variables): string {
  const mark = inside.indexOf(':-');
  const value = variables[mark < 0 ? inside : inside.slice(0, mark)] ?? '';
  return mark >= 0 && value === '' ? interpolate(inside.slice(mark + 2), variables) : value;
}
