import { Buffer } from 'node:buffer';
import { endOfString } from './scan-arguments.ts';

const symbolic: Readonly<Record<string, number>> = {
  n: 0x0a,
  t: 0x09,
  r: 0x0d,
  v: 0x0b,
  f: 0x0c,
  b: 0x08,
  a: 0x07,
  e: 0x1b,
};

/** The bytes of escaped text: `\n`, `\xHH`, `\OOO`, and any other character behind a backslash for itself. */
function unescaped(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '\\') {
      bytes.push(text.charCodeAt(at));
      continue;
    }
    const [hexadecimal] = /^x[0-9a-f]{2}/i.exec(text.slice(at + 1, at + 4)) ?? [];
    const [octal] = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4)) ?? [];
    const next = text[at + 1] ?? '\\';
    if (hexadecimal !== undefined) bytes.push(Number.parseInt(hexadecimal.slice(1), 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push(symbolic[next] ?? next.charCodeAt(0));
    at += hexadecimal?.length ?? octal?.length ?? 1;
  }
  return Uint8Array.from(bytes);
}

/**
 * The bytes of a string argument, `"..."`; undefined: it is no string, or strace cut it (`"..."...`) and they can't be
 * got back.
 */
export function bytesOf(argument: string): Uint8Array | undefined {
  const whole = argument.startsWith('"') && endOfString(argument, 0) === argument.length;
  return whole && argument.length > 1 ? unescaped(argument.slice(1, -1)) : undefined;
}

/** The text of a string argument, such as a path; undefined as for `bytesOf`. */
export function textOf(argument: string): string | undefined {
  const bytes = bytesOf(argument);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

const descriptor = /^(-?\d+|AT_FDCWD)<([^>]*)>(\(deleted\))?/;

/** A descriptor's number in `3</world/file>` or `3`; undefined for AT_FDCWD and what is no descriptor. */
export function fdNumber(argument: string): number | undefined {
  const [number] = /^-?\d+(?=$|<)/.exec(argument) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Where a descriptor leads: the path in `3</world/file>` or `AT_FDCWD</world>`, also of a file that is deleted by now. */
export function fdPath(argument: string): string | undefined {
  const [, , path] = descriptor.exec(argument) ?? [];
  return path === undefined ? undefined : Buffer.from(unescaped(path)).toString('utf8');
}

/** Whether the file behind a descriptor has no name any more. */
export function fdDeleted(argument: string): boolean {
  return descriptor.exec(argument)?.[3] !== undefined;
}
