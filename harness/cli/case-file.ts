import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { type KeptCase, readCase } from '../corpus/read-case.ts';
import { HarnessFault } from '../harness-fault.ts';
import { findTargets, type Registered } from './registry.ts';
import { UsageError } from './usage-error.ts';

/** A case that a command was given, and the target that it belongs to. */
export interface OpenedCase extends Registered {
  readonly kept: KeptCase;
}

/**
 * Opens the case that a caller named.
 * @throws UsageError when there is no such file
 * @throws HarnessFault `bad-case` with everything that is wrong with it
 */
export async function openCase(file: string): Promise<OpenedCase> {
  if (!isFile(file)) throw new UsageError(`${file}: there is no such file. Cases: seatrial corpus list`);
  const registered = await findTargets();
  const read = await readCase(near(file), { targets: registered.map(({ target }) => target) });
  if (read.kind === 'broken') throw new HarnessFault(read.problems.join('\n'), 'bad-case');
  const found = registered.find(({ target }) => target.name === read.case.target);
  if (found === undefined)
    throw new HarnessFault(`${file}: there is no target "${read.case.target}"`, 'bad-case');
  return { ...found, kept: read };
}

/** A path as people read it: relative where it lies below the working folder. */
export function near(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
