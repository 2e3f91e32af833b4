import { HarnessFault } from '../../harness-fault.ts';

/** What went wrong around a run is the harness's fault, never the program's doing. */
export function asFault(cause: unknown): HarnessFault {
  if (cause instanceof HarnessFault) return cause;
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new HarnessFault(`the world of a run could not be built or observed: ${why}`, 'bad-world', {
    cause,
  });
}
