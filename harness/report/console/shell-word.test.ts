import { execaSync } from 'execa';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

it.each([
  ['.seatrial/findings/a-b/case.json', '.seatrial/findings/a-b/case.json'],
  ['my case.json', "'my case.json'"],
  ["it's.json", "'it'\\''s.json'"],
  ['-rf', './-rf'],
  ['$(reboot)`id`', "'$(reboot)`id`'"],
  ['é.json', "'é.json'"],
  ['a\nb', "$'a\\x0ab'"],
  ['\u202egnp', "$'\\xe2\\x80\\xaegnp'"],
  ['', "''"],
])('writes %j as %s', (file, word) => {
  expect(shellWord(file)).toBe(word);
});

it('writes what the terminal can not show as bytes', () => {
  expect(shellWord('é', true)).toBe("$'\\xc3\\xa9'");
});

it('gives a real shell exactly the name back', () => {
  const name = fc
    .array(fc.constantFrom(...'aF0 \'"\\$`!*~#;&|<>(){}[]?\n\t\x1b\x07\u202eé日👍'.split(/(?:)/u)), {
      maxLength: 12,
    })
    .map(units => units.join(''))
    .filter(each => !each.startsWith('-'));
  const names = fc.sample(name, { seed: 20261122, numRuns: 400 });
  const words = names.flatMap(each => [shellWord(each), shellWord(each, true)]);
  const { stdout } = execaSync('bash', ['-c', `printf '%s\\0' ${words.join(' ')}`]);
  expect(stdout.split('\0').slice(0, -1)).toEqual(names.flatMap(each => [each, each]));
});
