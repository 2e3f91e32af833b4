import { beyond, hasCapability } from '../../../harness/world/identity/capability-set.ts';
import type { IdentityFacts } from '../../../harness/world/identity/identity-facts.ts';
import type { PostureScenario } from '../scenario.ts';
import type { Seen } from './read-inside.ts';

/** CAP_PERFMON, CAP_BPF and CAP_CHECKPOINT_RESTORE. */
const laterOnes = [38, 39, 40];

/**
 * Why what is inside is no failing of anybody, and yet not what the scenario is about: an engine whose "all capabilities"
 * are fewer, a machine that lacks one of them, an engine that gives its containers other users than the machine's.
 */
export function whyOther(
  { status }: Pick<PostureScenario, 'status'>,
  seen: { readonly ownIds: boolean; readonly identity: Pick<Seen['identity'], 'effective'> },
  { own }: { readonly own: Pick<IdentityFacts['own'], 'bounding'> },
): string | undefined {
  if (!seen.ownIds)
    return "the engine's containers have user ids of their own: the world's files are others'";
  const missing = beyond(status.effective, seen.identity.effective);
  if (missing.some(number => laterOnes.includes(number)))
    return "this engine's ALL is older than the capabilities that it shall hold";
  const lacking = missing.find(number => !hasCapability(own.bounding, number));
  return lacking === undefined ? undefined : `this machine lacks capability ${lacking}`;
}
