import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** What a container adds to: who is started, what the child does with descriptor 3, and how it ends. */
export function features({ planted }: Scenario, { starts, asks }: Observation): readonly string[] {
  const found = new Set<string>([`planted-${planted}`]);
  for (const { childStatus } of starts) {
    if (childStatus === undefined) found.add('no-child');
    else found.add(childStatus === 0 ? 'child-succeeds' : childStatus > 128 ? 'child-dies' : 'child-fails');
  }
  if (starts.length > 1) found.add('started-again');
  for (const { granted, refused, otherwise } of asks) {
    if (granted > 0) found.add('streams-granted');
    if (refused > 0) found.add('asks-refused');
    if (otherwise > 0) found.add('asks-answered-otherwise');
  }
  return [...found];
}
