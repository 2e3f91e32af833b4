import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { madeIn, pathOf } from '../oracle/made.ts';
import { outlookOf } from '../oracle/outlook.ts';
import { judgedSources } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { foundText, wantText } from './sources.ts';

/** A folder in the place of a file breaks whoever reads the file, and the other way round. */
export const sourcesHaveTheRightKind: Property<Scenario, Observation> = {
  name: 'sources-have-the-right-kind',
  statement: 'What is made has the kind that it is mounted as, and after success so has every source.',
  check(scenario, observation) {
    const { before, after, uid, first } = observation;
    const { allowed } = outlookOf(scenario, before, uid);
    for (const made of madeIn(before, after)) {
      const kinds: ReadonlySet<string> | undefined = allowed.get(pathOf(made));
      if (kinds !== undefined && !kinds.has(made.after.kind))
        return broken(
          `${JSON.stringify(pathOf(made))} was made a ${made.after.kind}, and is mounted as a ${[...kinds][0]}`,
        );
    }
    if (first.status !== 0) return holds;
    for (const { want, found } of judgedSources(scenario, observation))
      if (found.kind === 'wrong-kind')
        return broken(`success was claimed, and the ${wantText(want)} ${foundText(found)}`);
    return holds;
  },
};
