import { callsOf } from '../listing.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { mannerOf } from './manner.ts';
import { whyNotReal } from './wanted.ts';

/** The shortest head of an answer; what is cut before that is no answer at all. */
const headBytes = 200;

function partOf(at: number): string {
  if (at < 0) return at > -12 ? 'at-its-end' : 'in-its-names';
  if (at === 0) return 'before-it-begins';
  return at < headBytes ? 'in-its-head' : 'in-its-names';
}

/** What only a real engine tells apart: what it does, in which call, and in which state containers are. */
export function features(scenario: Scenario, observation: Observation): readonly string[] {
  if (scenario.docker.is !== 'program') return ['engine-is-not-asked'];
  if (whyNotReal(scenario) !== undefined) return ['not-for-an-engine'];
  const asked = callsOf(scenario).slice(0, Math.max(1, observation.first.listings.length));
  return asked.flatMap((call, nth) => {
    const manner = mannerOf(call);
    const cut = manner.how === 'cut' || manner.how === 'holds' ? `-${partOf(manner.at)}` : '';
    const states = call.names.map((_, at) => `container-${call.engine?.states[at] ?? 'created'}`);
    return [`engine-${manner.how}${cut}-at-call-${nth + 1}`, ...states];
  });
}
