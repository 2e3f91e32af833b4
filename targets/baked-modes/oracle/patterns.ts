const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** What a pattern says of names within one folder, as a regular expression. */
function nameSource(pattern: string): string {
  return pattern.replace(/\*+|\?|\[\^?[^\]]+\]|[^*?[]+/g, part => {
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('[') ? `(?!/)${part}` : literal(part);
  });
}

/** The paths that a pattern of COPY stands for. */
export function copyPattern(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('/').map(nameSource).join('/')}$`);
}

/** The paths that a line of `.dockerignore` stands for, and all that is in them. */
function ignorePattern(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .filter(name => name !== '' && name !== '.')
    .map((name, nth, names) => {
      if (name !== '**') return `${nameSource(name)}/`;
      return nth === names.length - 1 ? '(?:[^/]+/)+' : '(?:[^/]+/)*';
    })
    .join('');
  return new RegExp(`^${source}`);
}

/** Whether a path of the context is kept from the builder, folders with something in them that is not aside. */
export function ignoredBy(lines: readonly string[]): (path: string) => boolean {
  const rules = lines.flatMap(line => {
    const text = line.trim();
    if (text === '' || line.startsWith('#')) return [];
    const except = text.startsWith('!');
    return { except, pattern: ignorePattern(except ? text.slice(1).trim() : text) };
  });
  return path => rules.findLast(({ pattern }) => pattern.test(`${path}/`))?.except === false;
}
