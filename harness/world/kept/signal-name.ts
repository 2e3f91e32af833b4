import { constants } from 'node:os';

const byNumber = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));
/** Names that Node gives to a number that has two. */
for (const name of ['SIGABRT', 'SIGIO'] as const) byNumber.set(constants.signals[name], name);

/** A signal's name; a real-time signal's is SIGRTMIN and so on, as glibc counts them. */
export function signalName(number: number): string {
  return byNumber.get(number) ?? (number >= 34 ? `SIGRTMIN+${number - 34}` : `SIG${number}`);
}
