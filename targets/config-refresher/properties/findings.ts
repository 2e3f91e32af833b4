import { Buffer } from 'node:buffer';
import type { Entry, Observation, TargetState } from '../observation.ts';
import { canonicalObject } from '../oracle/canonical-object.ts';
import { expectedMembers, sameMembers } from '../oracle.ts';

type Members = ReadonlyMap<string, string>;

/** What a target holds, seen against what it was and what it may become. */
export type Holding =
  /** What it held before the run. */
  | { readonly kind: 'old' }
  /** What one version of the source says, less the dropped keys. */
  | { readonly kind: 'expected' }
  /** One complete object, but not one that a version of the source says. */
  | { readonly kind: 'unexpected'; readonly members: Members }
  /** Nothing, no file, or a file that is no complete object. */
  | { readonly kind: 'incomplete' };

const known = new WeakMap<Observation, readonly Members[]>();

/** What the target may say: one for each version of the source that was a complete object. */
export function expectations(observation: Observation): readonly Members[] {
  const found = known.get(observation);
  if (found !== undefined) return found;
  const made = observation.sourceVersions.map(expectedMembers).filter(members => members !== undefined);
  known.set(observation, made);
  return made;
}

/** Whether two contents are the same, byte for byte. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one === other || Buffer.compare(one, other) === 0;
}

/** Whether two entries are the same to a reader: kind, bytes, where a link leads. */
export function sameContent(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.kind !== other.kind || one.to !== other.to) return false;
  return sameBytes(one.content, other.content);
}

/** The same, and the mode too. */
export function sameEntry(one: Entry | undefined, other: Entry | undefined): boolean {
  return sameContent(one, other) && one?.mode === other?.mode;
}

/** What an entry at the target path says, whether or not it is also the old content. */
export function newHolding(observation: Observation, entry: Entry | undefined): Holding {
  if (entry?.kind !== 'file') return { kind: 'incomplete' };
  const members = canonicalObject(entry.content)?.members;
  if (members === undefined) return { kind: 'incomplete' };
  const expected = expectations(observation).some(candidate => sameMembers(candidate, members));
  return expected ? { kind: 'expected' } : { kind: 'unexpected', members };
}

/** What an entry at the target path is. */
export function holding(observation: Observation, entry: Entry | undefined): Holding {
  if (sameContent(observation.targetStates[0].entry, entry)) return { kind: 'old' };
  return newHolding(observation, entry);
}

/** What the target was at a moment. */
export function stateAt({ targetStates }: Observation, moment: number): TargetState {
  return targetStates.findLast(state => state.moment <= moment) ?? targetStates[0];
}

/** What the target was in the end. */
export function lastState({ targetStates }: Observation): TargetState {
  return targetStates.at(-1) ?? targetStates[0];
}

/** A moment in words: "After operation 7", or from outside "At the end". Begins a sentence. */
export function momentName({ watched, targetStates }: Observation, moment: number): string {
  if (watched === 'operations') return `After operation ${moment}`;
  if (moment === 0) return 'At the beginning';
  if (watched === 'power-loss') return 'After the loss of power';
  return moment < targetStates.length - 1 ? 'For a moment' : 'At the end';
}

/** Number of refreshers that ended with status 0. */
export function successes({ refreshers }: Observation): number {
  return refreshers.filter(({ end }) => end.kind === 'exit' && end.status === 0).length;
}

/** Whether every refresher ended by itself and none with status 0. */
export function allFailed({ refreshers }: Observation): boolean {
  return refreshers.every(({ end }) => end.kind === 'exit' && end.status !== 0);
}

/** Whether a line claims that the target was refreshed. */
export function claims(line: string): boolean {
  return line.startsWith('refreshed');
}
