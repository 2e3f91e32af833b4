import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, fdDeleted, fdNumber, fdPath, textOf } from './arguments.ts';
import { hasStrace, withoutStrace } from './fixtures/has-strace.ts';
import { parseTrace } from './parse-trace.ts';
import { straceWords } from './strace-words.ts';

describe('a trace', () => {
  it('is put together again where threads interrupt one another', () => {
    const calls = parseTrace(
      [
        '7   openat(AT_FDCWD</w>, "a", O_RDONLY <unfinished ...>',
        '8   close(3</w/b>) = 0',
        '7   <... openat resumed>)             = 4</w/a>',
        '7   --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---',
        '7   +++ exited with 0 +++',
        '',
      ].join('\n'),
    );
    expect(calls.map(({ pid, call, result }) => [pid, call, result])).toEqual([
      [8, 'close', 0],
      [7, 'openat', 4],
    ]);
    expect(calls[1]?.arguments).toEqual(['AT_FDCWD</w>', '"a"', 'O_RDONLY']);
  });

  it('keeps a call that its process never came back from', () => {
    const [killed] = parseTrace('7   rename("/w/a", "/w/b") = ?\n7   +++ killed by SIGKILL +++\n');
    expect(killed).toMatchObject({ call: 'rename', result: undefined, error: undefined });
    const [cut] = parseTrace('7   fsync(3</w/a> <unfinished ...>\n7   +++ killed by SIGKILL +++\n');
    expect(cut).toMatchObject({ call: 'fsync', arguments: ['3</w/a>'], result: undefined });
  });

  it('says what an injection decided', () => {
    const calls = parseTrace(
      [
        '7   write(3</w/a>, "x", 1) = -1 ENOSPC (No space left on device) (INJECTED)',
        '7   write(3</w/a>, "xyz", 3) = 2 (INJECTED)',
        '7   write(3</w/a>, "x", 1) = -1 ENOSPC (No space left on device)',
      ].join('\n'),
    );
    expect(calls.map(({ result, error, injected }) => [result, error, injected])).toEqual([
      [-1, 'ENOSPC', true],
      [2, undefined, true],
      [-1, 'ENOSPC', false],
    ]);
  });

  it('takes structures, flags and comments as one argument each', () => {
    const [call] = parseTrace(
      '7   utimensat(AT_FDCWD</w>, "m", [{tv_sec=1, tv_nsec=2} /* a, (b */, UTIME_NOW], 1<<2|0x3) = 0',
    );
    expect(call?.arguments).toEqual([
      'AT_FDCWD</w>',
      '"m"',
      '[{tv_sec=1, tv_nsec=2} /* a, (b */, UTIME_NOW]',
      '1<<2|0x3',
    ]);
    expect(call?.result).toBe(0);
  });
});

describe('an argument', () => {
  it('gives back bytes, unless strace cut them', () => {
    expect(bytesOf('"a\\n\\"\\\\\\x00\\xff\\101"')).toEqual(
      Uint8Array.of(0x61, 0x0a, 0x22, 0x5c, 0, 0xff, 0x41),
    );
    expect(bytesOf('"abc"...')).toBeUndefined();
    expect(bytesOf('0x7f')).toBeUndefined();
    expect(bytesOf('"')).toBeUndefined();
  });

  it('gives a descriptor with where it leads', () => {
    expect([fdNumber('3</w/a>'), fdPath('3</w/a>')]).toEqual([3, '/w/a']);
    expect([fdNumber('12'), fdPath('12')]).toEqual([12, undefined]);
    expect([fdNumber('AT_FDCWD</w>'), fdPath('AT_FDCWD</w>')]).toEqual([undefined, '/w']);
    expect([fdDeleted('3</w/a>(deleted)'), fdPath('3</w/a>(deleted)')]).toEqual([true, '/w/a']);
    expect(fdDeleted('3</w/a>')).toBe(false);
  });
});

describe.skipIf(!hasStrace)(`a program under strace${withoutStrace}`, () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seatrial-strace-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function traced(command: readonly string[]) {
    const log = join(folder, 'log');
    const [strace, ...words] = straceWords({ injections: [], log });
    execFileSync(strace, [...words, ...command], { cwd: folder });
    return parseTrace(readFileSync(log, 'utf8'));
  }

  it('gives back hostile names and the very bytes that were written', () => {
    const name = 'a "b" <c>, (d\\e) é\n*';
    const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7) % 256);
    writeFileSync(join(folder, 'in'), bytes);
    const calls = traced(['sh', '-c', 'head -c 5000 in >"$1"', 'sh', name]);
    const opened = calls.find(
      ({ call, arguments: [, path] }) => call === 'openat' && textOf(path ?? '') === name,
    );
    expect(opened?.result).toBeGreaterThan(2);
    const written = calls.find(
      ({ call, arguments: [to] }) => call === 'write' && fdPath(to ?? '') === join(folder, name),
    );
    expect(bytesOf(written?.arguments[1] ?? '')).toEqual(bytes.subarray(0, written?.result));
    const onIt = calls.filter(({ arguments: given }) =>
      given.some(argument => fdPath(argument) === join(folder, name)),
    );
    expect(onIt.map(({ call }) => call)).toContain('close');
  });

  it('gives back what a shell wrote into a file that was deleted meanwhile', () => {
    const calls = traced(['sh', '-c', 'exec 5>gone; rm gone; printf "\\001x" >&5']);
    const written = calls.find(({ call, arguments: [to] }) => call === 'write' && fdDeleted(to ?? ''));
    expect(fdPath(written?.arguments[0] ?? '')).toBe(join(folder, 'gone'));
    expect(bytesOf(written?.arguments[1] ?? '')).toEqual(Uint8Array.of(1, 0x78));
  });
});
