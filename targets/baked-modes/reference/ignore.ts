import { posix } from 'node:path';
import { matches } from './glob.ts';

/** A line of `.dockerignore`. */
interface IgnoreRule {
  readonly pattern: string;
  readonly isException: boolean;
}

/** The rules of a `.dockerignore`, comments and blank lines left out. */
export function ignoreRules(text: string): readonly IgnoreRule[] {
  return text.split(/\r?\n/).flatMap(line => {
    const trimmed = line.trim();
    if (trimmed === '' || line.startsWith('#')) return [];
    const isException = trimmed.startsWith('!');
    const bare = (isException ? trimmed.slice(1) : trimmed).trim();
    const pattern = posix.normalize(bare).replace(/^\/+/, '').replace(/\/+$/, '');
    return pattern === '' || pattern === '.' ? [] : [{ pattern, isException }];
  });
}

/** `**` stands for any number of folders, none too. */
function matchesDeep(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') {
    if (rest.length === 0) return path.length > 0;
    for (let taken = 0; taken <= path.length; taken++) if (matchesDeep(rest, path.slice(taken))) return true;
    return false;
  }
  const [name, ...others] = path;
  return name !== undefined && matches(first, name) && matchesDeep(rest, others);
}

/**
 * Whether a path of the context is ignored by itself: the last rule that matches it, or a folder above it, decides. A
 * folder that is ignored is there all the same when something in it is not.
 */
export function isIgnored(rules: readonly IgnoreRule[], path: string): boolean {
  const names = path.split('/');
  let ignored = false;
  for (const { pattern, isException } of rules) {
    if (ignored !== isException) continue;
    const parts = pattern.split('/');
    if (names.some((_, nth) => matchesDeep(parts, names.slice(0, nth + 1)))) ignored = !isException;
  }
  return ignored;
}
