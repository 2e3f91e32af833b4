import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { ProgramSource } from '../stage.ts';
import type { AnyTarget } from '../target.ts';

/** How one of the target's own implementations is started as a program; undefined when it is none. */
export function ownProgram(
  { reference, command, crash }: AnyTarget,
  name: string,
): ProgramSource | undefined {
  if (command === undefined) return undefined;
  const mutants = [...command.mutants, ...(crash?.programs ?? [])];
  const file =
    name === reference.name ? command.reference : mutants.find(mutant => mutant.name === name)?.file;
  return file && { kind: 'cmd', words: wordsFor(built(fileURLToPath(file))) };
}

/** A module is named by its source: where that is not shipped, it stands there compiled. */
function built(path: string): string {
  return path.endsWith('.ts') && !existsSync(path) ? path.replace(/\.ts$/, '.js') : path;
}

/** tsx would keep what it translates in TMPDIR, where a program under test leaves nothing. */
const noCache = 'data:text/javascript,process.env.TSX_DISABLE_CACHE="1"';

/** A module is run by this very Node, a shell script by bash, which with -p stays who it was started as. */
function wordsFor(path: string): readonly [string, ...string[]] {
  if (path.endsWith('.ts'))
    return [
      process.execPath,
      '--import',
      noCache,
      '--import',
      createRequire(import.meta.url).resolve('tsx'),
      path,
    ];
  if (/\.m?js$/.test(path)) return [process.execPath, path];
  return path.endsWith('.sh') ? ['/bin/bash', '-p', path] : [path];
}

/** Names of the target's own implementations that can be run as programs. */
export function ownPrograms({ reference, command, crash }: AnyTarget): readonly string[] {
  if (command === undefined) return [];
  const mutants = [...command.mutants, ...(crash?.programs ?? [])];
  return [...new Set([reference.name, ...mutants.map(({ name }) => name)])];
}
