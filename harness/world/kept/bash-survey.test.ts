import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Survey, survey, surveyText } from './bash-survey.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync('/dev/shm/seatrial-kept-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function surveyOf(file: string): Promise<Survey> {
  const script = surveyText(file, 'f');
  const words = [
    '/usr/bin/env',
    '-i',
    '/usr/bin/bash',
    '--norc',
    '--noprofile',
    '-c',
    script,
    'bash',
  ] as const;
  return survey(words, { environment: { PATH: '/usr/bin:/bin' }, folder, limitMs: 10_000 });
}

async function surveyOfText(text: string): Promise<Survey> {
  const file = join(folder, "it's a file.sh");
  writeFileSync(file, `${text}\nf() { :; }\n`);
  return await surveyOf(file);
}

it('finds the fixture of nasty functions fit to be sourced once', async () => {
  const file = fileURLToPath(new URL('./fixtures/nasty.sh', import.meta.url));
  expect(await surveyOf(file)).toMatchObject({ kind: 'once', defines: false });
});

it('tells options, names that are mentioned, and names that are settled', async () => {
  const text =
    'set -euo pipefail\nreadonly A="x y"\nPATH=/usr/bin\nexport PATH\nB=${B:-c}\nIFS=$\'\\n\\t\'\nunset C';
  const found = await surveyOfText(text);
  expect(found).toMatchObject({ kind: 'once', options: ['-e', '-u', '-o', 'pipefail'], defines: true });
  if (found.kind !== 'once') return;
  expect([...found.settled].sort()).toEqual(['A', 'IFS', 'PATH']);
  for (const name of ['A', 'B', 'C', 'PATH', 'IFS']) expect(found.mentioned.has(name)).toBe(true);
});

it.each([
  'touch done-by-survey',
  'X=1 touch done-by-survey',
  'X=$(touch done-by-survey)',
  'X=`touch done-by-survey`',
  'X="$(touch done-by-survey)"',
  'X=x; touch done-by-survey',
  ': >done-by-survey',
  '[[ -n x ]] && touch done-by-survey',
  'trap - DEBUG; touch done-by-survey',
  'cd /',
  'umask 0',
  'trap "echo" EXIT',
  'echo loud',
  'set -x',
  'set -T',
  'set -o posix',
  'shopt -s expand_aliases',
  'X=$1',
  'set -- a b',
  'X=~',
  'X=$RANDOM',
  'X=$$',
  'Y=X; Z=${!Y}',
  '[ -f here ] && X=1',
  'while :; do :; done',
  'exit 0',
  'read() { :; }',
  'builtin() { :; }',
  'if then',
])('has a file sourced in each run whose top level goes further: %s', async text => {
  const file = join(folder, 'file.sh');
  writeFileSync(file, text === 'while :; do :; done' ? 'for x in a; do :; done\n' : `${text}\n`);
  const found = await surveyOf(file);
  expect(found).toEqual({ kind: 'each-run' });
  expect(readdirSync(folder)).toEqual(['file.sh']);
});
