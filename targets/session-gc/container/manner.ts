import { succeeds } from '../listing.ts';
import type { Call, Outage } from '../scenario.ts';

/** What an engine does when it is asked for the names of its containers. */
export type Manner =
  | { readonly how: 'answers' }
  | Outage
  /** So much of an answer, and then nothing for as long as anybody waits; the client is killed then, or is not. */
  | { readonly how: 'holds'; readonly at: number; readonly killedBy: string | undefined };

/** Bytes of an answer before its names, and so far that it is not whole yet; the same from its end. */
const inTheHead = 100;
const inTheNames = 600;
const beforeTheEnd = -30;

/** What the engine does in a call: no client ends by itself as a scenario likes, but it does when its engine does this. */
export function mannerOf(call: Call): Manner {
  const { end, engine, printed } = call;
  if (succeeds(call)) return { how: 'answers' };
  const killedBy = end.how === 'killed' ? end.signal : undefined;
  if (end.how !== 'exits') return { how: 'holds', at: printed === 'nothing' ? 0 : cutOf(call), killedBy };
  if (engine?.outage !== undefined) return engine.outage;
  return printed === 'nothing' ? { how: 'refuses' } : { how: 'cut', at: cutOf(call) };
}

function cutOf({ names, others, printed }: Call): number {
  if (names.length + others === 0) return inTheHead;
  return printed === 'half' ? inTheNames : beforeTheEnd;
}
