import { holds, type Property, type Row } from '../../../harness/target.ts';
import type { InsideDifference } from '../container/differences.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { quoted, violated } from './evidence.ts';

const mostTold = 4;

/**
 * Everything short of a container is computed, and this is what it is worth: where the kernel says otherwise, the merge
 * model is wrong, or the engine is one that the model does not know.
 */
export const insideAsComputed: Property<Scenario, Observation> = {
  name: 'inside-as-computed',
  statement: "What is inside a container is what the merge model and Compose's account of the files say.",
  check(scenario, observation) {
    const { inside } = observation;
    const [first] = inside?.kind === 'seen' ? inside.differences : [];
    if (inside?.kind !== 'seen' || first === undefined) return holds;
    return violated(
      scenario,
      observation,
      `Service ${quoted(first.service)} is inside what its files do not say: ${first.what}`,
      {
        signature: `inside otherwise than computed: ${first.what.replace(/\..*/, '')}`,
        details: inside.differences.slice(0, mostTold).map(told),
      },
    );
  },
};

function told({ service, what, model, compose, inside }: InsideDifference): Row {
  const said = (text: string | undefined): string => text ?? 'nothing';
  return [
    `${service}: ${what}`,
    `the merge model says ${said(model)}, Compose ${said(compose)}, the kernel ${said(inside)}`,
  ];
}
