import { broken, holds, type Property } from '../../../harness/target.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** Opening the sandbox further can't make a failure go away. */
export const looserNeverCures: Property<PostureScenario, PostureObservation> = {
  name: 'looser-never-cures',
  statement:
    'One capability, port or mode bit more makes no failure disappear and turns no refusal into a start.',
  check({ looser: step }, { first, second }) {
    if (second.on !== 'looser' || step === null) return holds;
    const cured = first.failures.find(
      ({ sentinel, resource }) =>
        !second.failures.some(
          other =>
            other.sentinel === sentinel &&
            (resource === null || other.resource === null || other.resource === resource),
        ),
    );
    if (cured !== undefined) {
      const of = cured.resource === null ? '' : ` of ${JSON.stringify(cured.resource)}`;
      const text = `${cured.sentinel}${of} disappears when one ${step.kind} is added.`;
      return broken(text, { details: [['added', JSON.stringify(step)]] });
    }
    if (first.exit !== 0 && second.exit === 0)
      return broken(`A boot that refuses starts when one ${step.kind} is added.`);
    return holds;
  },
};
