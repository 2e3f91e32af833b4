import type { Mark, NthCall, TracedCall } from '../../stage.ts';
import { comparedPaths } from './world-calls.ts';

/** How calls of a run are hit by counting, as strace counts. */
export interface Aim {
  /** For each call that was aimed at. */
  readonly at: readonly NthCall[];
  readonly after?: Mark;
  /** Index in the trace where counting begins. */
  readonly from: number;
  /** Calls that are hit as well, later than the last that was aimed at, if the run still comes to them. */
  readonly later: readonly TracedCall[];
}

/** A recorded run, and what of it will be the same the next time. */
export interface Recording {
  readonly trace: readonly TracedCall[];
  /** Paths that are known before a run: those of what the world begins with, and of what the program is told. */
  readonly known: ReadonlySet<string>;
}

function counted(call: TracedCall, name: string, only: readonly string[] | undefined): boolean {
  return call.call === name && (only === undefined || comparedPaths(call).some(path => only.includes(path)));
}

/** The calls that count for an injection from a place on, each with its number in its thread, from 1. */
export function countedFrom(
  trace: readonly TracedCall[],
  { call, only }: Pick<NthCall, 'call' | 'only'>,
  from: number,
): readonly { readonly at: number; readonly nth: number }[] {
  const counts = new Map<number, number>();
  return trace.flatMap((each, at) => {
    if (at < from || !counted(each, call, only)) return [];
    const nth = (counts.get(each.pid) ?? 0) + 1;
    counts.set(each.pid, nth);
    return [{ at, nth }];
  });
}

/** Places of the calls that `when=nth` hits from a place on: the n-th of each thread. */
function hits(trace: readonly TracedCall[], wanted: NthCall, from: number): readonly number[] {
  return countedFrom(trace, wanted, from).flatMap(({ at, nth }) => (nth === wanted.nth ? at : []));
}

function nthFrom(
  trace: readonly TracedCall[],
  at: number,
  { only, from }: { readonly only: readonly string[] | undefined; readonly from: number },
): NthCall | undefined {
  const wanted = trace[at];
  if (wanted === undefined) return undefined;
  const same = trace
    .slice(from, at + 1)
    .filter(each => each.pid === wanted.pid && counted(each, wanted.call, only));
  return { call: wanted.call, nth: same.length, ...(only !== undefined && { only }) };
}

/** The paths of a call by which it can be told from others in a run that is yet to come. */
function knownPaths({ trace, known }: Recording, at: number): readonly string[] {
  const call = trace[at];
  return call === undefined ? [] : comparedPaths(call).filter(path => known.has(path));
}

interface Setting {
  readonly only: readonly string[] | undefined;
  readonly from: number;
}

/** The aim under a setting; undefined: another call would be hit before the last that is aimed at. */
function aimUnder(recording: Recording, places: readonly number[], { only, from }: Setting): Aim | undefined {
  const { trace } = recording;
  const last = Math.max(...places);
  const at: NthCall[] = [];
  const later: TracedCall[] = [];
  for (const place of places) {
    const wanted = nthFrom(trace, place, { only, from });
    if (wanted === undefined || wanted.nth === 0) return undefined;
    const others = hits(trace, wanted, from).filter(hit => hit !== place);
    if (others.some(hit => hit < last)) return undefined;
    later.push(...others.flatMap(hit => trace[hit] ?? []));
    at.push(wanted);
  }
  return { at, from, later };
}

/** The moment just after a call; undefined: it can't be told beforehand. */
function markAt(recording: Recording, place: number): Mark | undefined {
  const { trace } = recording;
  const paths = knownPaths(recording, place);
  if (paths.length === 0) return undefined;
  const wanted = nthFrom(trace, place, { only: paths, from: 0 });
  if (wanted === undefined) return undefined;
  return { ...wanted, thread: hits(trace, wanted, 0).indexOf(place) + 1 };
}

/** How many moments before a call are tried, from the last one back. */
const marksTried = 12;

function* settings(recording: Recording, places: readonly number[]): Generator<Setting & { after?: Mark }> {
  const paths = [...new Set(places.flatMap(place => knownPaths(recording, place)))];
  if (places.every(place => knownPaths(recording, place).length > 0)) yield { only: paths, from: 0 };
  const first = Math.min(...places);
  let tried = 0;
  for (let place = first - 1; place >= 0 && tried < marksTried; place -= 1) {
    const after = markAt(recording, place);
    if (after === undefined) continue;
    tried += 1;
    yield { only: undefined, from: place + 1, after };
  }
  yield { only: undefined, from: 0 };
}

/**
 * Finds how to hit exactly these calls of a recorded run in the next one. strace counts calls by name and per thread, so
 * that a number alone hits every thread that comes so far: a program's start, its helpers. Calls on paths that are known
 * beforehand are told apart by their paths; others, such as those on a temporary file, by counting from just after a
 * call that can be told. Of several ways the one that hits nothing else is taken; at worst others are hit later.
 * Undefined: there is no way.
 * @param places their indices in the trace, each of another name
 */
export function aimAt(recording: Recording, places: readonly number[]): Aim | undefined {
  const names = new Set(places.map(place => recording.trace[place]?.call));
  if (places.length === 0 || names.size < places.length) return undefined;
  let fallback: Aim | undefined;
  for (const { after, ...setting } of settings(recording, places)) {
    const aim = aimUnder(recording, places, setting);
    if (aim === undefined) continue;
    const whole = after === undefined ? aim : { ...aim, after };
    if (aim.later.length === 0) return whole;
    if (fallback === undefined || aim.later.length < fallback.later.length) fallback = whole;
  }
  return fallback;
}
