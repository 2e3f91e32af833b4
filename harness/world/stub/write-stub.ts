import * as fs from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../harness-fault.ts';
import type { Stub, StubCall, StubEnd, StubStep } from './stub.ts';

/** Where a stub is written, and what its acts are. */
export interface StubPlace {
  /** The path that the program under test starts; its folder is there. */
  readonly path: string;
  /** A folder of the stub's own, absolute, below one that is there: whoever runs it writes its notes there. */
  readonly backstage: string;
  /** The commands that an act comes to, each as words. They run as whoever runs the stub. Default: acts are faults. */
  readonly acts?: (act: string) => readonly (readonly string[])[];
  /** A folder whose names are noted at the beginning of each call. Default: none. */
  readonly watched?: string;
}

/** More calls than that are refused: a program that calls for ever is to end. */
const mostCalls = 2_000;

/**
 * Writes a stub as a real program. What it did is told by `readStubCalls`.
 * @throws HarnessFault `bad-world` for an act that nobody knows
 */
export function writeStub(stub: Stub, place: StubPlace): void {
  fs.mkdirSync(place.backstage, { recursive: true });
  fs.chmodSync(place.backstage, 0o777);
  switch (stub.kind) {
    case 'program':
      writeProgram(place.path, script(stub.calls, place), 0o755);
      return;
    case 'missing':
      return;
    case 'not-executable':
      writeProgram(place.path, '#!/bin/sh\nexit 0\n', 0o644);
      return;
    case 'no-interpreter':
      writeProgram(place.path, '#!/nonexistent/interpreter\n', 0o755);
      return;
    case 'folder':
      fs.mkdirSync(place.path, { mode: 0o755 });
  }
}

function writeProgram(path: string, text: string, mode: number): void {
  fs.writeFileSync(path, text, { flag: 'wx' });
  fs.chmodSync(path, mode);
}

/** A text as one word of a POSIX shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function script(calls: readonly [StubCall, ...StubCall[]], place: StubPlace): string {
  const cases = calls.map((call, index) => {
    const pattern = index === calls.length - 1 ? '*' : `${index + 1}`;
    return [`${pattern})`, ...lines(call, index, place), ';;'];
  });
  return [
    '#!/bin/sh',
    'PATH=/usr/bin:/bin',
    `backstage=${quoted(place.backstage)}`,
    // Making a folder takes a number that no call beside it can take too.
    'n=1',
    'until mkdir "$backstage/call-$n" 2>/dev/null; do',
    `  [ "$n" -lt ${mostCalls} ] || { echo "a stub was called too often" >&2; exit 125; }`,
    '  n=$((n + 1))',
    'done',
    'notes=$backstage/call-$n',
    `[ $# = 0 ] || printf '%s\\0' "$@" >"$notes/arguments"`,
    ...(place.watched === undefined ? [] : [watching(place.watched)]),
    'act() { said=$("$@" 2>&1 >/dev/null) || printf "%s: %s\\n" "$*" "$said" >>"$notes/hindered"; }',
    'case $n in',
    ...cases.flat(),
    'esac',
    // It should have ended, and goes on.
    ': >"$notes/went-on"',
    '',
  ].join('\n');
}

/** The line of a stub that notes the names in a folder below `$notes`; nothing where it can't be listed. */
export function watching(folder: string): string {
  const list = `find ${quoted(folder)} -mindepth 1 -maxdepth 1 -printf '%f\\0'`;
  return `${list} >"$notes/listed" 2>/dev/null && mv "$notes/listed" "$notes/present"`;
}

function lines({ steps, end }: StubCall, call: number, place: StubPlace): readonly string[] {
  return [...steps.flatMap((step, index) => stepLines(step, `${call}-${index}`, place)), ...endLines(end)];
}

function stepLines(step: StubStep, name: string, { backstage, acts }: StubPlace): readonly string[] {
  if (step.kind === 'acts') {
    if (acts === undefined) throw new HarnessFault(`nobody knows what a stub does: ${step.act}`, 'bad-world');
    return acts(step.act).map(words => `act ${words.map(quoted).join(' ')} </dev/null`);
  }
  // NUL bytes, and more than a command line has room for.
  const payload = join(backstage, `payload-${name}`);
  fs.writeFileSync(payload, step.text.repeat(step.times ?? 1));
  // Who is not listened to any more dies of it, as programs do.
  if (step.to === 'out') return [`cat -- ${quoted(payload)} || { kill -PIPE $$; exit 1; }`];
  return [`cat -- ${quoted(payload)} >&2`];
}

function endLines(end: StubEnd): readonly string[] {
  const note = `printf %s ${quoted(JSON.stringify(end))} >"$notes/ended"`;
  switch (end.how) {
    case 'exits':
      return [note, `exit ${end.status}`];
    case 'killed':
      return [note, `kill -${end.signal.slice('SIG'.length)} $$`];
    case 'hangs':
      return [note, 'exec sleep 1000'];
  }
}

function namesIn(note: string | undefined): ReadonlySet<string> | undefined {
  return note === undefined ? undefined : new Set(note.split('\0').slice(0, -1));
}

function endIn(note: string | undefined): StubEnd | undefined {
  return note === undefined || note === '' ? undefined : (JSON.parse(note) as StubEnd);
}

/** What one call of a stub came to. */
export interface StubCallSeen {
  readonly arguments: readonly string[];
  /** The end that it came to; undefined: whoever called it ended it before, or stopped listening. */
  readonly end: StubEnd | undefined;
  /** Names in the watched folder when it began; undefined: that could not be listed, or none is watched. */
  readonly present: ReadonlySet<string> | undefined;
  /** What went wrong with its acts; empty: nothing. */
  readonly hindered: string;
}

/**
 * The calls of a stub, in the order in which they began.
 * @throws HarnessFault `bad-world` when one did not end as it should
 */
export function readStubCalls(backstage: string): readonly StubCallSeen[] {
  const calls: StubCallSeen[] = [];
  for (let nth = 1; fs.existsSync(join(backstage, `call-${nth}`)); nth++) {
    const note = (name: string): string | undefined => {
      const path = join(backstage, `call-${nth}`, name);
      return fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined;
    };
    if (note('went-on') !== undefined)
      throw new HarnessFault('a stub did not end as it was told to', 'bad-world');
    calls.push({
      arguments: note('arguments')?.split('\0').slice(0, -1) ?? [],
      end: endIn(note('ended')),
      present: namesIn(note('present')),
      hindered: note('hindered') ?? '',
    });
  }
  return calls;
}
