import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { mandatoryPaths } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { violated } from './evidence.ts';

const roles = ['base', 'mode', 'hardening'];

/** Seed `004` F4: what can't fail comes first, so that a list that is cut can lose features and never the sandbox. */
export const mandatoryOverlaysSurvive: Property<Scenario, Observation> = {
  name: 'mandatory-overlays-survive',
  statement: 'A list, even one cut at any point, begins with the base, mode and hardening files.',
  check(scenario, observation) {
    const wanted = mandatoryPaths(scenario).flatMap(path => ['-f', path]);
    const { printed, exit } = observation;
    const wrong = wanted.findIndex((line, at) => at < printed.length && printed[at] !== line);
    const cut = exit === 0 && printed.length < wanted.length ? printed.length : -1;
    const at = wrong >= 0 ? wrong : cut;
    if (at < 0) return holds;
    const role = roles[Math.floor(at / 2)] ?? 'hardening';
    const path = wanted[at % 2 === 0 ? at + 1 : at] ?? '';
    const end = exit === 0 ? 'Assembly succeeded' : 'Assembly failed';
    const what = printed.includes(path)
      ? `the ${role} file is not in its place`
      : `the ${role} file is missing`;
    return violated(scenario, observation, `${end}, and in the list that it handed over ${what}`, {
      signature: 'a list that does not begin with the mandatory files',
    });
  },
};
