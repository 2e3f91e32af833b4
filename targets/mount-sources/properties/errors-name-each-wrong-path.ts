import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { judgedSources } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { foundText, wantText } from './sources.ts';

/** Whether a text names a path: it stands there as it is or as a JSON string, and does not go on as a longer one. */
function names(said: string, path: string): boolean {
  for (const text of [path, JSON.stringify(path).slice(1, -1)])
    for (let at = said.indexOf(text); at >= 0; at = said.indexOf(text, at + 1))
      if (/^(?:$|[\s"'`:,;)\]]|[.!?](?:\s|$))/.test(said.slice(at + text.length, at + text.length + 2)))
        return true;
  return false;
}

/** Whoever is to mend HOME must learn of all that is wrong, and where. */
export const errorsNameEachWrongPath: Property<Scenario, Observation> = {
  name: 'errors-name-each-wrong-path',
  statement: 'When a source is not right, standard error has a line that names its path.',
  check(scenario, observation) {
    const { first } = observation;
    if (first.status === 0) return holds;
    for (const { want, found } of judgedSources(scenario, observation))
      if (found.kind !== 'right' && !names(first.said, want.path))
        return broken(`the ${wantText(want)} ${foundText(found)}, and no line names it`, {
          signature: `a ${want.kind} is ${found.kind} and not named`,
        });
    return holds;
  },
};
