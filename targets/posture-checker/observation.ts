/** One failure as the implementation told it. */
export interface ToldFailure {
  readonly sentinel: string;
  readonly resource: string;
  readonly reason: string;
  readonly fix: string;
}

/** What came out of booting once. */
export interface Boot {
  /** 0: it started; 2: it refused. */
  readonly exit: number;
  readonly failures: readonly ToldFailure[];
  readonly lines: readonly string[];
}

/** What one run did. */
export interface PostureObservation {
  readonly first: Boot;
  /** Everything that the first boot asked of the machine or did to it, in order: "lstat /var/cache/relay", "bind :443". */
  readonly calls: readonly string[];
  /** The planned faults that the first boot ran into. */
  readonly fired: readonly ('status' | 'cache')[];
  /** A second boot: on the same machine again, or on a new one that is opened further, as the scenario asks. */
  readonly second: Boot & { readonly on: 'same' | 'looser' };
}

/** Calls that change what is on disk. */
export const changingCalls: readonly string[] = ['chmod', 'chown', 'mkdir', 'unlink', 'write'];

/** The operation of a call: its first word. */
export function operation(call: string): string {
  const end = call.indexOf(' ');
  return end < 0 ? call : call.slice(0, end);
}
