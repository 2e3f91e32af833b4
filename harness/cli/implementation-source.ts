import { accessSync, constants } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImplementationSource } from '../engine/subject.ts';
import { UsageError } from './usage-error.ts';

/**
 * What `--impl` means: a name, a program, or `module:FILE`.
 * @throws UsageError when the file or program is not there, or is none
 */
export async function implementationSource(impl: string): Promise<ImplementationSource> {
  if (/^(?:cmd|serve|bash):/.test(impl)) return (await import('./program-source.ts')).programSource(impl);
  return impl.startsWith('module:') ? moduleSource(impl) : { kind: 'named', name: impl };
}

function moduleSource(impl: string): ImplementationSource {
  const file = resolve(impl.slice('module:'.length));
  if (!['.js', '.mjs', '.ts', '.mts'].includes(extname(file))) {
    throw new UsageError(`--impl ${impl}: expected a file that ends in .js, .mjs, .ts or .mts`);
  }
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new UsageError(`--impl ${impl}: there is no such file that can be read`);
  }
  return { kind: 'module', url: pathToFileURL(file).href };
}
