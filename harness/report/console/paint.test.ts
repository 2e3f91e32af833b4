import { describe, expect, it } from 'vitest';
import { recorder } from './fake-terminal.ts';
import { type Environment, paintFor } from './paint.ts';

const utf8 = { LANG: 'en_GB.UTF-8' };

describe('colours', () => {
  const coloured = (environment: Environment, columns?: number, chosen?: boolean): boolean =>
    paintFor(recorder(columns), environment, chosen).colours.red('x') !== 'x';

  it.each<[boolean, string, Environment, number | undefined, boolean | undefined]>([
    [true, 'at a terminal', {}, 80, undefined],
    [false, 'in a pipe', {}, undefined, undefined],
    [false, 'with NO_COLOR', { NO_COLOR: '1' }, 80, undefined],
    [true, 'with an empty NO_COLOR', { NO_COLOR: '' }, 80, undefined],
    [true, 'in a pipe with FORCE_COLOR', { FORCE_COLOR: '1' }, undefined, undefined],
    [false, 'with FORCE_COLOR=0', { FORCE_COLOR: '0' }, 80, undefined],
    [false, 'with both', { NO_COLOR: '1', FORCE_COLOR: '1' }, 80, undefined],
    [false, 'at a dumb terminal', { TERM: 'dumb' }, 80, undefined],
    [true, 'with --color before NO_COLOR', { NO_COLOR: '1' }, undefined, true],
    [false, 'with --no-color before FORCE_COLOR', { FORCE_COLOR: '1' }, 80, false],
  ])('%s %s', (expected, _, environment, columns, chosen) => {
    expect(coloured(environment, columns, chosen)).toBe(expected);
  });
});

describe('signs', () => {
  it.each<[string, Environment]>([
    ['✓', utf8],
    ['✓', { LANG: 'C', LC_ALL: 'C.utf8' }],
    ['✓', { LANG: 'C', LC_ALL: '', LC_CTYPE: 'C.UTF-8' }],
    ['+', { LANG: 'en_GB.UTF-8', LC_ALL: 'C' }],
    ['+', { LANG: 'de_DE.ISO-8859-1' }],
    ['✓', {}],
    ['✓', { LANG: '' }],
    ['+', { LC_ALL: 'POSIX' }],
    ['+', { ...utf8, TERM: 'linux' }],
    ['+', { ...utf8, TERM: 'dumb' }],
  ])('%s for %o', (sign, environment) => {
    expect(paintFor(recorder(80), environment).signs.passed).toBe(sign);
  });

  it('go with texts and file names that are ASCII too', () => {
    const { safe, shellWord, signs } = paintFor(recorder(80), { LANG: 'C' });
    expect(safe('cap_drop ∅')).toBe('cap_drop \\u2205');
    expect(shellWord('é')).toBe("$'\\xc3\\xa9'");
    expect(Object.values(signs).join('')).toMatch(/^[\x20-\x7e]+$/);
  });
});

it('knows the width of a terminal only', () => {
  const widths = [recorder(40), recorder(0), recorder()].map(output => paintFor(output, utf8));
  expect(widths.map(paint => paint.columns())).toEqual([40, 80, undefined]);
  expect(widths.map(paint => paint.proseWidth())).toEqual([40, 80, 100]);
});
