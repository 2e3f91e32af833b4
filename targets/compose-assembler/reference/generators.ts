import { Buffer } from 'node:buffer';
import type { Ending, Seams } from './seams.ts';
import type { Settings } from './settings.ts';

/** A generator and the file it is asked to write. */
export interface Generator {
  readonly name: string;
  readonly program: string;
  readonly output: string;
}

/** Order of bytes, whatever the locale: the same on every machine. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A file name for a generator's output: numbered, and harmless whatever the generator is called. */
export function outputName(index: number, name: string): string {
  const readable = name.replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_-]/g, '_');
  return `${String(index + 1).padStart(3, '0')}-${readable.slice(0, 40)}.yml`;
}

/** The generators of a folder: every entry whose name does not begin with a dot, in byte order. */
export function generatorsOf(names: readonly string[], settings: Settings): readonly Generator[] {
  return names
    .filter(name => !name.startsWith('.'))
    .sort(byBytes)
    .map((name, index) => ({
      name,
      program: `${settings.generators}/${name}`,
      output: `${settings.overlays}/${outputName(index, name)}`,
    }));
}

/** A name in a message: quoted, so that it stays on its line whatever it holds. */
export function quotedName(name: string): string {
  return JSON.stringify(name);
}

/** Why the way a generator ended is a failure; undefined for success. */
export function failureOf(ending: Ending): string | undefined {
  switch (ending.kind) {
    case 'exited':
      return ending.code === 0 ? undefined : `exited with status ${ending.code}${words(ending.lastWords)}`;
    case 'killed':
      return `was killed by ${ending.signal}${words(ending.lastWords)}`;
    case 'timed out':
      return `did not end within ${ending.seconds} s`;
    case 'not started':
      return `can't be run: ${ending.reason}`;
  }
}

/** Quoted: what a generator writes must not pass for a line of the assembler's own. */
function words(lastWords: string): string {
  return lastWords === '' ? '' : `, saying ${JSON.stringify(lastWords)}`;
}

/** Runs one generator. An exception of the machine, no process to be had, is a failure of this generator. */
export async function runGenerator(
  generator: Generator,
  settings: Settings,
  seams: Seams,
): Promise<string | undefined> {
  try {
    const limits = { folder: settings.project, seconds: settings.timeout };
    return failureOf(await seams.run(generator.program, generator.output, limits));
  } catch (error) {
    return `can't be run: ${error instanceof Error ? error.message : String(error)}`;
  }
}
