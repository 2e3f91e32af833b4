import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgramSource } from '../../stage.ts';
import { checkProgram, ProgramProblem, parseProgram, programName, programText } from './program-source.ts';

function parsed(text: string): ProgramSource {
  const source = parseProgram(text);
  if (source instanceof ProgramProblem) throw new Error(source.message);
  return source;
}

function problemOf(came: ProgramSource | ProgramProblem): string {
  return came instanceof ProgramProblem ? came.message : `none: ${JSON.stringify(came)}`;
}

describe('what --impl names', () => {
  it.each([
    ['cmd:./a b', ['./a', 'b']],
    [`cmd:  a 'b  c' "d 'e'" f\\ g ''`, ['a', 'b  c', "d 'e'", 'f g', '']],
    ['cmd:a "\\$x \\" \\\\ \\n `" $HOME *', ['a', '$x " \\ \\n `', '$HOME', '*']],
    ['cmd:a\'b\'"c"\\d', ['abcd']],
    ['serve:python3 main.py', ['python3', 'main.py']],
    ['cmd:a ;b', ['a', ';b']],
  ])('reads %s', (text, words) => {
    expect(parsed(text)).toEqual({ kind: text.split(':')[0], words });
    expect(parsed(programText(parsed(text)))).toEqual(parsed(text));
  });

  it('reads a function of a file, which may hold a #', () => {
    expect(parsed('bash:a #b.sh#f-1')).toEqual({ kind: 'bash', file: 'a #b.sh', function: 'f-1' });
    expect(programText(parsed('bash:a #b.sh#f'))).toBe('bash:a #b.sh#f');
  });

  it.each([
    ["cmd:a 'b", 'a single quote is never closed'],
    ['cmd:a "b\\"', 'a double quote is never closed'],
    ['cmd:a\\', 'it ends in a backslash that quotes nothing'],
    ['cmd:', 'the command is empty'],
    ["serve:  '' a", 'the command is empty'],
    ['bash:a.sh', 'it names no function. Expected bash:FILE#FUNCTION'],
    ['bash:#f', 'it names no file. Expected bash:FILE#FUNCTION'],
    ['bash:a.sh#f x', '"f x" is not the name of a function'],
    ['sh:x', 'expected cmd:PROGRAM ARG…, serve:PROGRAM ARG… or bash:FILE#FUNCTION'],
  ])('refuses %s', (text, what) => {
    expect(problemOf(parseProgram(text))).toBe(`--impl ${JSON.stringify(text)}: ${what}`);
  });

  it.each([
    ['cmd:./my-script.sh x', 'my-script'],
    ['cmd:/usr/bin/python3 -u refresh.py --x', 'refresh'],
    ['serve:node /a/main.js', 'main'],
    ['cmd:bash', 'bash'],
    ['bash:a.sh#refresh', 'refresh'],
  ])('files %s under %s', (text, name) => {
    expect(programName(parsed(text))).toBe(name);
  });
});

describe('where it is', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync('/dev/shm/seatrial-kept-');
    mkdirSync(join(folder, 'bin'));
    for (const name of ['tool', 'plain', 'bin/found']) writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, 'tool'), 0o755);
    chmodSync(join(folder, 'bin/found'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const check = (text: string) => checkProgram(parsed(text), folder, `.:${folder}/bin`);

  it('makes a path and files among the arguments absolute, and looks a name up in PATH', () => {
    expect(check('cmd:./tool plain other -x bin ""')).toEqual({
      kind: 'cmd',
      words: [`${folder}/tool`, `${folder}/plain`, 'other', '-x', 'bin', ''],
    });
    expect(check('serve:found ./plain')).toEqual({
      kind: 'serve',
      words: [`${folder}/bin/found`, `${folder}/plain`],
    });
    expect(check('bash:plain#f')).toEqual({ kind: 'bash', file: `${folder}/plain`, function: 'f' });
  });

  it.each([
    ['cmd:./plain', 'the program is not executable. Run: chmod +x plain'],
    ['cmd:./missing', 'there is no program FOLDER/missing'],
    ['cmd:./bin', 'the program is a folder'],
    ['cmd:missing', 'there is no program "missing" in PATH'],
    ['cmd:tool', 'there is no program "tool" in PATH. Did you mean ./tool?'],
    ['bash:missing#f', 'there is no file FOLDER/missing'],
    ['bash:bin#f', 'FOLDER/bin is a folder'],
  ])('says of %s: %s', (text, what) => {
    expect(problemOf(check(text))).toBe(`--impl "${text}": ${what.replace('FOLDER', folder)}`);
  });
});
