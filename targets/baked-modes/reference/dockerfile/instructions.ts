import { BuildFault } from '../outcome.ts';

/** A here-document of an instruction. */
export interface Heredoc {
  readonly name: string;
  readonly content: string;
  /** Its name stood in quotes: no variables in it. */
  readonly isLiteral: boolean;
}

/** One instruction, its lines joined. */
export interface RawInstruction {
  /** In upper case. */
  readonly keyword: string;
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly heredocs: readonly Heredoc[];
}

export interface ParsedDockerfile {
  readonly escape: '\\' | '`';
  readonly instructions: readonly RawInstruction[];
}

const directive = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.*?)\s*$/;
const isComment = (line: string): boolean => /^\s*#/.test(line);
const isBlank = (line: string): boolean => line.trim() === '';
const mayHaveHeredocs = new Set(['RUN', 'COPY', 'ADD']);

const directives = new Set(['escape', 'syntax', 'check']);

/** Directives stand before everything else, comments too; one that is not known is a comment. */
function escapeOf(lines: readonly string[]): '\\' | '`' {
  for (const line of lines) {
    const [, name, value] = directive.exec(line) ?? [];
    if (name === undefined || !directives.has(name.toLowerCase())) return '\\';
    if (name.toLowerCase() !== 'escape') continue;
    if (value === '`' || value === '\\') return value;
    throw new BuildFault(`no escape character: ${value}`);
  }
  return '\\';
}

/** Takes the text of a Dockerfile apart. @throws BuildFault */
export function readInstructions(text: string): ParsedDockerfile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escaping = escapeOf(lines);
  const continued = escaping === '\\' ? /\\[ \t]*$/ : /`[ \t]*$/;
  const instructions: RawInstruction[] = [];
  let at = 0;
  while (at < lines.length) {
    const first = lines[at] ?? '';
    if (isBlank(first) || isComment(first)) {
      at += 1;
      continue;
    }
    const begin = at;
    let joined = '';
    for (; at < lines.length; at++) {
      const line = lines[at] ?? '';
      if (at > begin && (isComment(line) || isBlank(line))) continue;
      const isContinued = continued.test(line);
      joined += isContinued ? line.replace(continued, '') : line;
      if (!isContinued) break;
    }
    at += 1;
    const [keyword = '', ...others] = joined.trimStart().split(/\s+/, 1);
    const body = joined
      .trimStart()
      .slice(keyword.length + others.length)
      .trim();
    const { flags, rest } = flagsOf(body);
    const heredocs: Heredoc[] = [];
    if (mayHaveHeredocs.has(keyword.toUpperCase()))
      for (const mark of heredocMarks(rest)) {
        const { content, next } = readHeredoc(lines, at, mark);
        heredocs.push({ name: mark.name, content, isLiteral: mark.isLiteral });
        at = next;
      }
    instructions.push({ keyword: keyword.toUpperCase(), flags, rest, line: begin + 1, heredocs });
  }
  return { escape: escaping, instructions };
}

function flagsOf(body: string): { flags: ReadonlyMap<string, string>; rest: string } {
  const flags = new Map<string, string>();
  let rest = body;
  for (;;) {
    const [whole, name, value] = /^--([A-Za-z-]+)(?:=(\S*))?(?:\s+|$)/.exec(rest) ?? [];
    if (whole === undefined || name === undefined) return { flags, rest };
    flags.set(name, value ?? '');
    rest = rest.slice(whole.length);
  }
}

interface Mark {
  readonly name: string;
  readonly isLiteral: boolean;
  readonly dropsTabs: boolean;
}

/** Words that begin a here-document: `<<NAME`, `<<-NAME`, `<<"NAME"`. */
export function heredocMark(word: string): Mark | undefined {
  const [, dash, quote, name] = /^<<(-?)(["']?)([^\s"'<]+)\2$/.exec(word) ?? [];
  return name === undefined ? undefined : { name, isLiteral: quote !== '', dropsTabs: dash === '-' };
}

function heredocMarks(rest: string): readonly Mark[] {
  return rest.split(/\s+/).flatMap(word => heredocMark(word) ?? []);
}

function readHeredoc(lines: readonly string[], from: number, { name, dropsTabs }: Mark) {
  const kept: string[] = [];
  for (let at = from; at < lines.length; at++) {
    const line = dropsTabs ? (lines[at] ?? '').replace(/^\t+/, '') : (lines[at] ?? '');
    if (line === name) return { content: kept.map(one => `${one}\n`).join(''), next: at + 1 };
    kept.push(line);
  }
  throw new BuildFault(`the here-document ${name} has no end`);
}
