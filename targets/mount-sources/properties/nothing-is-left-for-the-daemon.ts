import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { judgedSources } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { foundText, wantText } from './sources.ts';

/** The bug of the seed: a missing `~/.gitconfig` becomes a folder of root's. */
export const nothingIsLeftForTheDaemon: Property<Scenario, Observation> = {
  name: 'nothing-is-left-for-the-daemon',
  statement: 'After success no source is missing, so that the daemon makes none as a folder of root’s.',
  check(scenario, observation) {
    if (observation.first.status !== 0) return holds;
    for (const { want, found } of judgedSources(scenario, observation))
      if (found.kind === 'missing' || found.kind === 'unusable')
        return broken(`success was claimed, and the ${wantText(want)} ${foundText(found)}`, {
          signature: `success, and a ${want.kind} is ${found.kind}`,
        });
    return holds;
  },
};
