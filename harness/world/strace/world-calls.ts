import { isAbsolute, join, resolve } from 'node:path';
import type { TracedCall } from '../../stage.ts';
import { fdPath, textOf } from './arguments.ts';
import { callShapes } from './call-shapes.ts';

/** A call of a trace on something of the world. */
export interface WorldCall {
  /** Its place in the trace. */
  readonly index: number;
  readonly traced: TracedCall;
  /** Absolute: every path that it names, and where its descriptors lead. Links are not followed. */
  readonly paths: readonly string[];
}

/**
 * Texts that strace's `-P` compares: paths as the program wrote them, and where its descriptors lead. Of rename(2) it
 * looks at the first path only.
 */
export function comparedPaths({ call, arguments: given }: TracedCall): readonly string[] {
  const found: string[] = [];
  const shape = callShapes.get(call) ?? [];
  (call === 'rename' ? shape.slice(0, 1) : shape).forEach((part, at) => {
    const path = part === 'path' ? textOf(given[at] ?? '') : fdPath(given[at] ?? '');
    const isCompared = part !== '-' && !given[at]?.startsWith('AT_FDCWD');
    if (isCompared && path !== undefined && path !== '') found.push(path);
  });
  return found;
}

/** Working folders of a trace's processes, as far as it shows them. */
class WorkingFolders {
  constructor(first: string) {
    this.#first = first;
  }

  readonly #first: string;
  readonly #of = new Map<number, string>();

  of(pid: number): string {
    return this.#of.get(pid) ?? this.#first;
  }

  learn({ pid, call, arguments: given, result }: TracedCall): void {
    for (const argument of given) {
      const path = argument.startsWith('AT_FDCWD<') ? fdPath(argument) : undefined;
      if (path !== undefined) this.#of.set(pid, path);
    }
    const [first = ''] = given;
    if (call === 'chdir' && result === 0) this.#of.set(pid, resolve(this.of(pid), textOf(first) ?? '.'));
    if (call === 'fchdir' && result === 0) this.#of.set(pid, fdPath(first) ?? this.of(pid));
    const child = /^(clone3?|v?fork)$/.test(call) ? result : undefined;
    if (child !== undefined && child > 0 && !this.#of.has(child)) this.#of.set(child, this.of(pid));
  }
}

function absolutePaths({ call, arguments: given }: TracedCall, working: string): readonly string[] {
  const found: string[] = [];
  let base = working;
  (callShapes.get(call) ?? []).forEach((part, at) => {
    const argument = given[at] ?? '';
    if (part === 'at') base = fdPath(argument) ?? working;
    if (part === 'fd') found.push(...[fdPath(argument)].filter(path => path !== undefined));
    if (part !== 'path') return;
    const path = textOf(argument);
    // An empty path and none at all mean the descriptor itself: AT_EMPTY_PATH, utimensat(fd, NULL).
    found.push(path === undefined ? base : isAbsolute(path) ? join(path) : join(base, path));
  });
  return found.map(path => (path.endsWith('/') && path !== '/' ? path.slice(0, -1) : path));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/**
 * The calls of a trace that read, change or look at the world, in their order.
 * @param world the world's folders and files, absolute; what lies below them belongs to it
 * @param working the working folder that the program was started in
 */
export function worldCalls(
  trace: readonly TracedCall[],
  { world, working }: { readonly world: readonly string[]; readonly working: string },
): readonly WorldCall[] {
  const folders = new WorkingFolders(working);
  return trace.flatMap((traced, index) => {
    folders.learn(traced);
    const paths = absolutePaths(traced, folders.of(traced.pid));
    return paths.some(path => world.some(folder => isBelow(path, folder))) ? [{ index, traced, paths }] : [];
  });
}
