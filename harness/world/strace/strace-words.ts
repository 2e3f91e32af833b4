import type { Injection, Mark, NthCall } from '../../stage.ts';
import { handOver } from './hand-over.ts';

/** What is traced: everything that takes a path or a descriptor, the lives of processes, and what goes with both. */
const traced = 'trace=%file,%desc,%process,sync,umask';

/** Longest string that is logged whole, in bytes. Longer ones are marked as cut. */
const stringLimit = 4 * 1024 * 1024;

/** How calls are written: of all threads, with where descriptors lead, and every byte that can be got back. */
const logged = ['-f', '-q', '-y', '-x', '-s', String(stringLimit)];

function effectWords({ effect }: Injection): string {
  switch (effect.kind) {
    case 'error':
      return `error=${effect.code}`;
    case 'returns':
      return `retval=${effect.value}`;
    case 'signal':
      return `signal=${effect.signal}`;
  }
}

function onlyWords(calls: readonly NthCall[]): readonly string[] {
  return [...new Set(calls.flatMap(({ only }) => only ?? []))].flatMap(path => ['-P', path]);
}

/** Runs up to the mark: every call that could be it stops the program. */
function firstWords(mark: Mark, log: string): readonly string[] {
  const inject = `inject=${mark.call}:signal=STOP:when=${mark.nth}`;
  const words = ['strace', '-D', ...logged, '-o', log, ...onlyWords([mark])];
  return [...words, '-e', `trace=${mark.call}`, '-e', inject, '--'];
}

/** What a trace is asked for. */
export interface TraceOptions {
  /** All those of one run have the same `only` and `after`, and each its own call. */
  readonly injections: readonly Injection[];
  /** Where the log goes. */
  readonly log: string;
}

/**
 * The words that make a command run under strace, its calls logged and some of them failing. The program is a child of
 * these words, and they end as it ends.
 *
 * All threads and children are followed, and every call on files is logged, whichever its path: `-P` knows only whole
 * paths, compares them with what the program wrote or where a descriptor leads, and so would miss what a program does
 * by a relative path and all that it does with a temporary file whose name nobody knows before. `world-calls.ts` picks
 * the world's calls out of the log. Injections that name paths (`only`) bring `-P`, and with it a shorter log.
 *
 * `when=` counts per call and per thread; a count that begins behind a mark needs a second strace (`hand-over.ts`). `-q`
 * and not `-qq`: that a process was killed stands in its end's line. No `--seccomp-bpf`: injections would not happen.
 */
export function straceWords({ injections, log }: TraceOptions): readonly [string, ...string[]] {
  const faults = injections.flatMap(injection => [
    '-e',
    `inject=${injection.call}:${effectWords(injection)}:when=${injection.nth}${injection.lasting === true ? '+' : ''}`,
  ]);
  const words = [...logged, '-e', traced, ...faults, ...onlyWords(injections)];
  const whole = ['strace', ...words, '-o', log] as const;
  const [mark] = injections.flatMap(({ after }) => after ?? []);
  if (mark === undefined) return [...whole, '--'];
  const markLog = `${log}.mark`;
  const first = firstWords(mark, markLog);
  const counts = [String(mark.thread), String(first.length)];
  return ['perl', '-e', handOver, markLog, log, ...counts, ...first, String(whole.length), ...whole];
}
