import type { Volume } from '../../recording.ts';
import type { TracedCall } from '../../stage.ts';
import { callsOnContent } from './calls-on-content.ts';
import { callsOnNames } from './calls-on-names.ts';
import type { Ledger } from './ledger.ts';
import { NotRecordable, TracedRun, type TracedStart } from './traced-run.ts';

/** What a trace came to. */
export type TraceRecord =
  | { readonly kind: 'recorded'; readonly ledger: Ledger }
  /** A sentence without its end. */
  | { readonly kind: 'impossible'; readonly reason: string };

const handlers = new Map(Object.entries({ ...callsOnContent, ...callsOnNames }));

/**
 * Goes through the system calls of a run, all its processes', and enters what they did to the files of its world. Calls
 * that failed, and what happens outside of the world, do not count.
 * @param calls every call on files and descriptors and those that make processes, in the order in which they ended
 */
export function recordTrace(before: Volume, calls: readonly TracedCall[], start: TracedStart): TraceRecord {
  const run = new TracedRun(before, calls, start);
  const stepMs = (start.finished - start.began) / (calls.length + 1);
  try {
    for (const { pid, call, arguments: given, result, error } of calls) {
      run.nowMs += stepMs;
      const state = run.process(pid);
      if (result !== undefined && error === undefined)
        handlers.get(call)?.(run, { call, given, result, state });
    }
  } catch (error) {
    if (error instanceof NotRecordable) return { kind: 'impossible', reason: error.message };
    throw error;
  }
  return { kind: 'recorded', ledger: run.ledger };
}
