import type { Injection, TracedCall } from '../../stage.ts';
import { countedFrom } from './aim.ts';

export interface Fired {
  readonly injection: Injection;
  /**
   * `fired`: every call that it was due at shows it. `unreached`: the run did not come to one. `missed`: it came to one
   * that does not show it; the injector is broken.
   */
  readonly outcome: 'fired' | 'unreached' | 'missed';
  /** The calls that it was due at. */
  readonly at: readonly TracedCall[];
}

function shows({ effect }: Injection, call: TracedCall, trace: readonly TracedCall[]): boolean {
  switch (effect.kind) {
    case 'error':
      return call.injected && call.error === effect.code;
    case 'returns':
      return call.injected && call.result === effect.value;
    case 'signal':
      // The process does not come back from a call at whose entry it is killed.
      return call.result === undefined && trace.findLast(({ pid }) => pid === call.pid) === call;
  }
}

/** Where counting begins; undefined: the run did not come to the mark. */
function beginningOf({ after }: Injection, trace: readonly TracedCall[]): number | undefined {
  if (after === undefined) return 0;
  const marks = countedFrom(trace, after, 0).filter(({ nth }) => nth === after.nth);
  const mark = marks[after.thread - 1]?.at;
  return mark === undefined ? undefined : mark + 1;
}

function whatBecameOf(injection: Injection, trace: readonly TracedCall[]): Fired {
  const { nth: first, lasting, after } = injection;
  const from = beginningOf(injection, trace);
  if (from === undefined) return { injection, outcome: 'unreached', at: [] };
  const due = countedFrom(trace, injection, from).filter(({ nth }) =>
    lasting === true ? nth >= first : nth === first,
  );
  const at = due.flatMap(({ at: place }) => trace[place] ?? []);
  if (at.length > 0) {
    const fired = at.every(call => shows(injection, call, trace));
    return { injection, outcome: fired ? 'fired' : 'missed', at };
  }
  // Up to the mark only calls like it are logged: nothing else behind it means that nobody took over there.
  const takenOver = after === undefined || trace.slice(from).some(({ call }) => call !== after.call);
  return { injection, outcome: takenOver ? 'unreached' : 'missed', at };
}

/**
 * What became of each injection of a run, read from what its calls came to: neither the injector nor its settings are
 * asked.
 * @param trace what was logged of the run; up to the injections' mark, if they have one, only calls like it
 */
export function firedOf(injections: readonly Injection[], trace: readonly TracedCall[]): readonly Fired[] {
  return injections.map(injection => whatBecameOf(injection, trace));
}
