import { Buffer } from 'node:buffer';
import { constants } from 'node:fs';
import { bytesOf } from '../strace/arguments.ts';

/** O_TMPFILE of open(2), less O_DIRECTORY, which it contains. Node does not name it. */
export const unnamed = 0o20000000;

const flagValues: Readonly<Record<string, number>> = { ...constants, O_TMPFILE: unnamed };

/** The number that `O_WRONLY|O_CREAT|0x80000` stands for. Names that are not known count for nothing. */
export function flagsOf(argument: string): number {
  return argument
    .split('|')
    .reduce((flags, name) => flags | (flagValues[name] ?? (/^0x/.test(name) ? Number(name) : 0)), 0);
}

/** A mode in octal, as strace writes it; with the kind of a node before it, as for mknod: `S_IFIFO|0644`. */
export function modeOf(argument: string | undefined): number {
  const [, octal = '0'] = /(?:^|\|)(0[0-7]*)$/.exec(argument ?? '') ?? [];
  return Number.parseInt(octal, 8);
}

/** A whole number, also one with a comment behind it; undefined: it is none, such as NULL. */
export function numberOf(argument: string | undefined): number | undefined {
  const [digits] = /^-?\d+/.exec(argument ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** An offset behind a pointer, `[123]` or `[123 => 456]`: what it was before; undefined for NULL. */
export function offsetOf(argument: string | undefined): number | undefined {
  const [, digits] = /^\[(\d+)/.exec(argument ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The bytes of `[{iov_base="...", iov_len=3}, ...]`; undefined: strace cut some. */
export function vectorBytes(argument: string): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (const [, text = ''] of argument.matchAll(/iov_base=("(?:[^"\\]|\\.)*"(?:\.\.\.)?)/g)) {
    const bytes = bytesOf(text);
    if (bytes === undefined) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/**
 * The time of last change that utimensat was given, in milliseconds since the epoch; undefined: it stays as it is.
 * @param nowMs what NULL and UTIME_NOW stand for
 */
export function changeTime(argument: string | undefined, nowMs: number): number | undefined {
  if (argument === undefined || argument === 'NULL') return nowMs;
  const [, second = ''] = /^\[(?:\{[^}]*\}|[^,]*), (.*)\]$/.exec(argument) ?? [];
  if (second.includes('UTIME_OMIT')) return undefined;
  const [, seconds] = /tv_sec=(\d+)/.exec(second) ?? [];
  if (seconds === undefined) return nowMs;
  const [, fraction = '0'] = /tv_nsec=(\d+)/.exec(second) ?? [];
  return Number(seconds) * 1000 + Math.floor(Number(fraction) / 1_000_000);
}

/** The same for utime, utimes and futimesat: `{actime=1, modtime=2}`, `[{tv_sec=1, ...}, {tv_sec=2, ...}]` or NULL. */
export function oldChangeTime(argument: string | undefined, nowMs: number): number {
  const [last] = [...(argument ?? '').matchAll(/(?:modtime|tv_sec)=(\d+)/g)].slice(-1);
  return last === undefined ? nowMs : Number(last[1]) * 1000;
}
