import { broken, holds, type Judgement, type Property } from '../../../harness/target.ts';
import type { PostureObservation } from '../observation.ts';
import { predictCapabilities } from '../oracle.ts';
import type { PostureScenario } from '../scenario.ts';

/** The judgement of a program that names no failure: in production both errors refuse. */
function byExit(scenario: PostureScenario, exit: number): Judgement {
  const { say, because } = predictCapabilities(scenario);
  if (scenario.environment['PYRYCODE_RELAY_PRODUCTION'] !== '1' || exit !== 0) return holds;
  if (say === 'unreadable') return broken(`CapEff cannot be told (${because}), and production starts.`);
  if (say === 'excess')
    return broken(`A capability that is not allowed is effective (${because}), and production starts.`);
  return holds;
}

/** Capabilities that can't be told are neither none nor too many. */
export const unreadableFailsClosed: Property<PostureScenario, PostureObservation> = {
  name: 'unreadable-fails-closed',
  statement:
    'No, two, or malformed CapEff lines, or no status at all, is an error of its own; an excess capability, known or not, is another.',
  check(scenario, { first, told }) {
    if (told === 'exit only') return byExit(scenario, first.exit);
    const isTold = (name: string): boolean => first.failures.some(({ sentinel }) => sentinel === name);
    const unreadable = isTold('ErrCapabilitiesUnreadable');
    const excess = isTold('ErrUnexpectedCapability');
    const { say, because } = predictCapabilities(scenario);
    switch (say) {
      case 'unreadable':
        if (excess) return broken(`CapEff cannot be told (${because}), and capabilities are told from it.`);
        return unreadable
          ? holds
          : broken(`CapEff cannot be told (${because}), and no capability error is told.`);
      case 'excess':
        if (unreadable) return broken('CapEff says which capabilities there are, and is called unreadable.');
        return excess
          ? holds
          : broken(`A capability that is not allowed is effective (${because}), and is not told.`);
      case 'fine':
        if (unreadable) return broken('CapEff is sound, and is called unreadable.');
        return excess
          ? broken('Only allowed capabilities are effective, and one is told as too many.')
          : holds;
      case 'skipped':
        return unreadable || excess
          ? broken('There is no status text on this platform, and a capability error is told.')
          : holds;
    }
  },
};
