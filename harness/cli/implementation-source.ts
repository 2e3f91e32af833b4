import { accessSync, constants } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImplementationSource } from '../engine/subject.ts';
import { implementationFromConfig, type LoadedConfig } from './config/load-config.ts';
import { isProgramText, programSource } from './program-source.ts';
import { UsageError } from './usage-error.ts';

/**
 * What `--impl` means: a name of ours or of the configuration, a program, or `module:FILE`.
 * @throws UsageError when the file or program is not there, or is none
 */
export function implementationSource(impl: string, config: LoadedConfig): ImplementationSource {
  if (isProgramText(impl)) return programSource(impl);
  const named = implementationFromConfig(config, impl);
  if (named !== undefined) return programSource(named.command, named.name);
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
