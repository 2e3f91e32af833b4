import { type Broken, broken } from '../../../harness/target.ts';
import type { CallRecord, Entry, Found } from '../observation.ts';

/** A mode as people write it. */
export function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}

/** A kind of failure whose numbers make it no other bug. */
export function brokenAs(signature: string, reason: string): Broken {
  return broken(reason, { signature });
}

/** The sockets of a folder. */
export function socketsOf({ entries }: Found): readonly Entry[] {
  return entries.filter(({ kind, name }) => kind === 'socket' && name.endsWith('.sock'));
}

/** How many names could not be removed. */
export function failedUnlinks(calls: readonly CallRecord[]): number {
  return calls.filter(({ call, code }) => call === 'unlink' && code !== null).length;
}
