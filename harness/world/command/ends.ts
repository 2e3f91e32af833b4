import type { Instead, ProgramEnd, Ran } from '../../stage.ts';

/** How a start of a program came to its end, as far as that is judged. */
export type Ending = Pick<Ran, 'end' | 'leftBehind'>;

/**
 * What a start came to where that is no observation: the harness ended it, or it left processes behind. Undefined: it
 * ended by itself, and whole.
 * @param tellsHangs whether the observation tells of a program that went on for ever
 */
export function insteadOf({ end, leftBehind }: Ending, tellsHangs = false): Instead | undefined {
  if (end.kind === 'timed-out') return tellsHangs ? undefined : { kind: 'hang', limitMs: end.limitMs };
  const ended = endedFor(end);
  if (ended !== undefined || leftBehind === 0) return ended;
  const some = leftBehind === 1 ? 'a process' : `${leftBehind} processes`;
  return crash(`it ended and left ${some} running`, 'left processes running');
}

function endedFor(end: ProgramEnd): Instead | undefined {
  switch (end.kind) {
    case 'flooded':
      return crash(
        `it wrote more than ${end.limitBytes} bytes of output and was ended`,
        'flooded its output',
      );
    case 'out-of-memory':
      return crash(
        `it held more than ${end.limitBytes} bytes of memory and was ended`,
        'took too much memory',
      );
    case 'not-started':
      return { kind: 'rejected', reason: `the program could not be started: ${end.reason}` };
    case 'broken-protocol':
      return crash(end.reason, 'broke the serve protocol');
    default:
      return undefined;
  }
}

function crash(reason: string, signature: string): Instead {
  return { kind: 'crash', reason, signature };
}
