import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { ProgramSource } from '../stage.ts';
import type { AnyTarget } from '../target.ts';

/** How one of the target's own implementations is started as a program; undefined when it is none. */
export function ownProgram({ reference, command }: AnyTarget, name: string): ProgramSource | undefined {
  if (command === undefined) return undefined;
  const file =
    name === reference.name ? command.reference : command.mutants.find(mutant => mutant.name === name)?.file;
  return file && { kind: 'cmd', words: wordsFor(fileURLToPath(file)) };
}

/** A module is run by this very Node, a shell script by the first bash in PATH: neither needs a mode that allows it. */
function wordsFor(path: string): readonly [string, ...string[]] {
  if (path.endsWith('.ts'))
    return [process.execPath, '--import', createRequire(import.meta.url).resolve('tsx'), path];
  if (/\.m?js$/.test(path)) return [process.execPath, path];
  return path.endsWith('.sh') ? ['/bin/bash', path] : [path];
}

/** Names of the target's own implementations that can be run as programs. */
export function ownPrograms({ reference, command }: AnyTarget): readonly string[] {
  return command === undefined ? [] : [reference.name, ...command.mutants.map(({ name }) => name)];
}
