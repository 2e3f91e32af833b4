import type { Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { kept } from './kept.ts';

/** The folder is mounted in a running container: it holds its settings and credentials. */
export const liveSessionsSurvive: Property<Scenario, Observation> = {
  name: 'live-sessions-survive',
  statement:
    'The folder of a live container, in either form of its name and of any project, is never touched.',
  check: (scenario, observation) => kept(scenario, observation, ['live'], 'and its container is listed'),
};
