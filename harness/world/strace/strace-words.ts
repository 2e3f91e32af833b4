import type { Injection } from '../../stage.ts';

/** What is traced: everything that takes a path or a descriptor, the lives of processes, and what goes with both. */
const traced = 'trace=%file,%desc,%process,sync,umask';

/** Longest string that is logged whole, in bytes. Longer ones are marked as cut. */
const stringLimit = 4 * 1024 * 1024;

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

/**
 * The words that make a command run under strace, its calls logged and some of them failing.
 *
 * All threads and children are followed, and every call on files is logged, whichever its path: `-P` knows only whole
 * paths, compares them with what the program wrote or where a descriptor leads, and so would miss what a program does
 * by a relative path and all that it does with a temporary file whose name nobody knows before. `world-calls.ts` picks
 * the world's calls out of the log.
 *
 * `when=` counts per call and per thread. `-q` and not `-qq`: that a process was killed stands in its end's line. No
 * `--seccomp-bpf`: injections would not happen under it.
 */
export function straceWords(options: {
  readonly paths: readonly string[];
  readonly injections: readonly Injection[];
  readonly log: string;
}): readonly [string, ...string[]] {
  const faults = options.injections.flatMap(injection => [
    '-e',
    `inject=${injection.call}:${effectWords(injection)}:when=${injection.nth}`,
  ]);
  const words = ['-f', '-q', '-y', '-x', '-s', String(stringLimit), '-e', traced, ...faults];
  return ['strace', ...words, '-o', options.log, '--'];
}
