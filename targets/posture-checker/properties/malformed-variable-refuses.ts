import { broken, holds, type Property } from '../../../harness/target.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

const contractVariables = ['PYRYCODE_RELAY_PRODUCTION', 'PYRYCODE_RELAY_SINGLE_INSTANCE'];

/** A typo must not switch production off. */
export const malformedVariableRefuses: Property<PostureScenario, PostureObservation> = {
  name: 'malformed-variable-refuses',
  statement: 'A contract variable that is neither unset nor exactly "1" refuses, in any mode, by its name.',
  check({ environment }, { first, told }) {
    for (const name of contractVariables) {
      const value = environment[name];
      if (value === undefined || value === '1') continue;
      const state = `${name} is set to ${JSON.stringify(value)}`;
      if (first.exit === 0) return broken(`${state}, and the boot goes on.`);
      if (told === 'exit only') continue;
      const isNamed = first.failures.some(
        ({ sentinel, resource, reason }) =>
          sentinel === 'ErrInvalidConfig' && (resource === null ? reason.includes(name) : resource === name),
      );
      if (!isNamed) return broken(`${state}, and no ErrInvalidConfig names it.`);
    }
    return holds;
  },
};
