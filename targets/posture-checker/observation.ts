import type { Inside } from './container/inside.ts';

/** One failure as the implementation told it. */
export interface ToldFailure {
  readonly sentinel: string;
  /** What it is about; null where a line of plain text names the failure: which of its words say so can't be told. */
  readonly resource: string | null;
  /** Of a line of plain text: the line. */
  readonly reason: string;
  readonly fix: string;
}

/** What came out of booting once. */
export interface Boot {
  /** 0: it started; 2: it refused; anything else is neither. */
  readonly exit: number;
  readonly failures: readonly ToldFailure[];
  readonly lines: readonly string[];
}

/** What one run did. */
export interface PostureObservation {
  readonly first: Boot;
  /** `calls`: all that a boot asks of its machine was seen. `outside`: what it says, how it ends, what it leaves behind. */
  readonly seen: 'calls' | 'outside';
  /** `exit only`: no failure was named in either boot, as by a program that just answers yes or no. */
  readonly told: 'sentinels' | 'exit only';
  /**
   * Everything that the first boot asked of the machine or did to it, in order: "lstat /var/cache/relay", "bind :443".
   * Seen from outside, only the calls that faults were planned for.
   */
  readonly calls: readonly string[];
  /** What is otherwise on disk after the first boot, each as a clause; a machine made of seams has its calls instead. */
  readonly changes: readonly string[];
  /** The planned faults that the first boot ran into. */
  readonly fired: readonly ('status' | 'cache')[];
  /** A second boot: on the same machine again, or on a new one that is opened further, as the scenario asks. */
  readonly second: Boot & { readonly on: 'same' | 'looser' };
  /** In containers: those of the first boot and of the second. */
  readonly inside?: readonly [first: Inside, second: Inside];
}

/** Calls that change what is on disk. */
export const changingCalls: readonly string[] = ['chmod', 'chown', 'mkdir', 'unlink', 'write'];

/** The operation of a call: its first word. */
export function operation(call: string): string {
  const end = call.indexOf(' ');
  return end < 0 ? call : call.slice(0, end);
}
