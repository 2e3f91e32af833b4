import type { InsideDifference } from './container/differences.ts';
import type { ServiceInside } from './container/service-inside.ts';
import type { Effect } from './oracle.ts';

/** Something in the folder of generated files after a run. */
export interface LeftFile {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Content of a file; empty for the rest. */
  readonly text: string;
}

/** How a generator is noted that did not come to its own end: whoever started it ended it, or hindered it, before. */
export const endedByOthers = 'ended by others';

/** What one run of an assembler did. */
export interface Observation {
  readonly exit: number;
  /** Lines of standard output. */
  readonly printed: readonly string[];
  /** Lines of standard error. */
  readonly said: readonly string[];
  /** Generators that were started, in order, and how they ended. */
  readonly ran: readonly { readonly name: string; readonly ended: string }[];
  /** The folder of generated files. */
  readonly overlays: readonly LeftFile[];
  /** What is new in TMPDIR. */
  readonly temporary: readonly string[];
  /** What was there before and is changed or gone. */
  readonly changed: readonly string[];
  /** Files outside the folder of generated files that were looked at. */
  readonly touched: readonly string[];
  /** What a real Compose makes of the files that were handed over, where one was at hand and could be asked. */
  readonly compose?: ComposeAccount;
  /** What came of starting them on a real engine, where that was tried. */
  readonly inside?: InsideAccount;
}

/** A real Compose's account of the files that were handed over. Unreadable: it would start nothing. */
export interface ComposeAccount {
  readonly version: string;
  readonly effect: Effect;
}

/** What came of starting the files that were handed over. */
export type InsideAccount =
  /** The harness would not: the machine outside of the world would have been changed. */
  | { readonly kind: 'not-run'; readonly reason: string }
  /** Nothing was started. */
  | { readonly kind: 'refused'; readonly by: 'Compose' | 'engine'; readonly reason: string }
  | {
      readonly kind: 'seen';
      /** The engine's version. */
      readonly engine: string;
      /** What the services that were started are, measured by the mandatory files alone, both as seen inside. */
      readonly effect: Effect;
      readonly services: Readonly<Record<string, ServiceInside>>;
      /** Service → why the engine would not start it. */
      readonly refused: Readonly<Record<string, string>>;
      /** Where the merge model, Compose's account and the kernel don't say the same. */
      readonly differences: readonly InsideDifference[];
      /** Service → places that Compose has two mounts for: the engine makes one of them, and it need not be the last. */
      readonly mountedTwice: Readonly<Record<string, readonly string[]>>;
    };

/** The paths that were handed over: what follows each `-f`. Undefined when the lines are no such list. */
export function listedPaths(printed: readonly string[]): readonly string[] | undefined {
  if (printed.length % 2 !== 0 || printed.some((line, at) => at % 2 === 0 && line !== '-f')) return undefined;
  return printed.filter((_line, at) => at % 2 === 1);
}
