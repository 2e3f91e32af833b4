import process from 'node:process';
import type { ImplementationSource } from '../engine/subject.ts';
import { checkProgram, ProgramProblem, parseProgram, programName } from '../world/kept/program-source.ts';
import { UsageError } from './usage-error.ts';

/** Whether a text of `--impl` names a program. */
export function isProgramText(text: string): boolean {
  return /^(?:cmd|serve|bash):/.test(text);
}

/**
 * The program that `--impl` names, found where the caller stands.
 * @param name what its findings are filed under; left out: after its file
 * @throws UsageError when there is no such program, or it can't be run
 */
export function programSource(text: string, name?: string): ImplementationSource {
  const parsed = parseProgram(text);
  const program = parsed instanceof ProgramProblem ? parsed : checkProgram(parsed, process.cwd());
  if (program instanceof ProgramProblem) throw new UsageError(program.message);
  return { kind: 'program', name: name ?? programName(program), program };
}
