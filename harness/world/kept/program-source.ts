import { accessSync, constants, statSync } from 'node:fs';
import { basename, isAbsolute, parse, resolve } from 'node:path';
import type { ProgramSource } from '../../stage.ts';
import type { Words } from '../containment/words.ts';
import { findProgram } from '../find-program.ts';
import { quoteWord, splitWords, UnreadableWords } from '../shell-words.ts';

/** Why a program can't be fuzzed. A value, for the user: the text they gave, what is wrong, what to do. */
export class ProgramProblem {
  constructor(text: string, what: string) {
    this.message = `--impl ${JSON.stringify(text)}: ${what}`;
  }

  readonly message: string;
}

const forms = 'cmd:PROGRAM ARG…, serve:PROGRAM ARG… or bash:FILE#FUNCTION';
/** Names that bash takes for functions and every reader takes for one. */
const functionName = /^[A-Za-z_][\w.:-]*$/;
/** Programs that run the script which is their first argument that is no flag. */
const interpreter = /^(ba|da|k|z)?sh$|^(node|nodejs|bun|deno|tsx|perl|ruby|php|python[\d.]*)$/;

/**
 * A program as `--impl` names it: `cmd:` and `serve:` with words quoted as a shell would (nothing is expanded),
 * `bash:FILE#FUNCTION` as it stands. Nothing is looked up: see `checkProgram`.
 */
export function parseProgram(text: string): ProgramSource | ProgramProblem {
  const [, form, rest = ''] = /^(cmd|serve|bash):(.*)$/s.exec(text) ?? [];
  const problem = (what: string) => new ProgramProblem(text, what);
  if (text.includes('\0')) return problem('a NUL character can not be part of it');
  if (form === 'bash') return parseFunction(rest, problem);
  if (form !== 'cmd' && form !== 'serve') return problem(`expected ${forms}`);
  const words = splitWords(rest);
  if (words instanceof UnreadableWords) return problem(words.reason);
  const [program, ...others] = words;
  if (program === undefined || program === '') return problem('the command is empty');
  return { kind: form, words: [program, ...others] };
}

function parseFunction(
  rest: string,
  problem: (what: string) => ProgramProblem,
): ProgramSource | ProgramProblem {
  const at = rest.lastIndexOf('#');
  if (at < 0) return problem('it names no function. Expected bash:FILE#FUNCTION');
  const [file, name] = [rest.slice(0, at), rest.slice(at + 1)];
  if (file === '') return problem('it names no file. Expected bash:FILE#FUNCTION');
  if (!functionName.test(name)) return problem(`"${name}" is not the name of a function`);
  return { kind: 'bash', file, function: name };
}

/**
 * Resolves a program where the caller stands, since its runs stand in their worlds: a first word with a slash and every
 * other word that names a file become absolute, a first word without one is looked up in PATH. So
 * `cmd:python3 refresh.py` runs the caller's refresh.py. A flag is never taken for a file.
 * @param folder the caller's working directory, absolute
 * @param path PATH to look in
 */
export function checkProgram(
  source: ProgramSource,
  folder: string,
  path: string = process.env['PATH'] ?? '',
): ProgramSource | ProgramProblem {
  const problem = (what: string) => new ProgramProblem(programText(source), what);
  if (source.kind === 'bash') {
    const file = resolve(folder, source.file);
    const wrong = kindOf(file);
    if (wrong === 'missing') return problem(`there is no file ${file}`);
    if (wrong === 'folder') return problem(`${file} is a folder`);
    if (!may(file, constants.R_OK)) return problem(`${file} can not be read`);
    return { ...source, file };
  }
  const program = programAt(source.words[0], folder, path, problem);
  if (program instanceof ProgramProblem) return program;
  const others = source.words.slice(1).map(word => absoluteFile(word, folder));
  return { kind: source.kind, words: [program, ...others] };
}

function programAt(
  name: string,
  folder: string,
  path: string,
  problem: (what: string) => ProgramProblem,
): string | ProgramProblem {
  if (!name.includes('/')) {
    const found = findProgram(name, path);
    if (found !== undefined) return found;
    const here = kindOf(resolve(folder, name)) === 'file';
    return problem(`there is no program "${name}" in PATH${here ? `. Did you mean ./${name}?` : ''}`);
  }
  const file = resolve(folder, name);
  const kind = kindOf(file);
  if (kind === 'missing') return problem(`there is no program ${file}`);
  if (kind === 'folder') return problem('the program is a folder');
  if (!may(file, constants.X_OK))
    return problem(`the program is not executable. Run: chmod +x ${quoteWord(name.replace(/^\.\//, ''))}`);
  return file;
}

function absoluteFile(word: string, folder: string): string {
  if (word === '' || word.startsWith('-') || isAbsolute(word)) return word;
  const file = resolve(folder, word);
  return kindOf(file) === 'file' ? file : word;
}

function kindOf(file: string): 'file' | 'folder' | 'missing' {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: false });
  if (stats === undefined) return 'missing';
  return stats.isDirectory() ? 'folder' : 'file';
}

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}

/** What findings of a program are filed under: its name, or its script's, without extension; of `bash:` the function's. */
export function programName(source: ProgramSource): string {
  if (source.kind === 'bash') return source.function;
  const [program, ...others] = source.words;
  const name = parse(program).name;
  const script = interpreter.test(basename(program)) ? others.find(word => !word.startsWith('-')) : undefined;
  return script === undefined ? name : parse(script).name || name;
}

/** An `--impl` text that parses to the same source. */
export function programText(source: ProgramSource): string {
  if (source.kind === 'bash') return `bash:${source.file}#${source.function}`;
  const words: Words = source.words;
  return `${source.kind}:${words.map(quoteWord).join(' ')}`;
}
