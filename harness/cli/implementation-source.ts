import { accessSync, constants } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImplementationSource } from '../engine/subject.ts';
import { UsageError } from './usage-error.ts';

/**
 * What `--impl` means: a name, or `module:FILE`.
 * @throws UsageError when the file is not there or is no module
 */
export function implementationSource(impl: string): ImplementationSource {
  if (!impl.startsWith('module:')) return { kind: 'named', name: impl };
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
