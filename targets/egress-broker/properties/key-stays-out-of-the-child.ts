import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { tells } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** proc_pid_environ(5): every process of the same user reads it. */
export const keyStaysOutOfTheChild: Property<Scenario, Observation> = {
  name: 'key-stays-out-of-the-child',
  statement:
    'The real key is in no environment and no argument of the child and of what it starts; nor in what an engine tells of its container.',
  check: (_, { starts }) => {
    for (const { key, processes, toldByEngine = [] } of starts) {
      for (const { environment, arguments: words } of processes) {
        const variable = Object.entries(environment).find(([name, value]) => tells(`${name}=${value}`, key));
        if (variable !== undefined) return broken(`the child's environment has the key, in "${variable[0]}"`);
        if (words.some(word => tells(word, key))) return broken('an argument of the child has the key');
      }
      if (toldByEngine.some(text => tells(text, key)))
        return broken('the engine of the child’s container tells the key');
    }
    return holds;
  },
};
