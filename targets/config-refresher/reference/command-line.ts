import { resolve } from 'node:path';
import type { Request } from './refresh.ts';

/** How the command is called. */
export const usage = 'usage: config-refresher SOURCE TARGET MARKER [--drop KEY]...';

/** What the arguments ask for, or what is wrong with them. */
export type CommandLine =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'wrong'; readonly problem: string };

const defaultDrop = ['projects'];

/** Reads the arguments. Without `--drop` the key `projects` is dropped; after `--` everything is a path. */
export function parseCommandLine(arguments_: readonly string[]): CommandLine {
  const paths: string[] = [];
  const drop: string[] = [];
  const rest = [...arguments_];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    if (next === '--') {
      paths.push(...rest.splice(0));
    } else if (next === '--drop') {
      const key = rest.shift();
      if (key === undefined) return { kind: 'wrong', problem: '--drop needs a key' };
      drop.push(key);
    } else if (next.startsWith('-')) {
      return { kind: 'wrong', problem: `unknown option ${next}` };
    } else {
      paths.push(next);
    }
  }
  const [source, target, marker, ...more] = paths;
  if (source === undefined || target === undefined || marker === undefined || more.length > 0)
    return { kind: 'wrong', problem: 'a source, a target and a marker are needed' };
  if ([source, target, marker].includes('')) return { kind: 'wrong', problem: 'a path is empty' };
  if (new Set([source, target, marker].map(path => resolve(path))).size < 3)
    return { kind: 'wrong', problem: 'source, target and marker must be three files' };
  return { kind: 'request', request: { source, target, marker, drop: drop.length > 0 ? drop : defaultDrop } };
}
