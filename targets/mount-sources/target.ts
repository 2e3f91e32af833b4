import { defineTarget } from '../../harness/target.ts';
import { account } from './account.ts';
import { arbitrary } from './arbitrary.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { examples } from './examples.ts';
import { atLeast, labels } from './labels.ts';
import { inModel, withSteps } from './model.ts';
import { mutants } from './mutants.ts';
import { properties } from './properties.ts';
import { scenarioSchema } from './scenario.ts';

/** Makes what a session mounts from HOME before the engine's daemon makes it as root's. */
export const target = defineTarget({
  name: 'mount-sources',
  summary:
    'Makes the bind mount sources in HOME that are missing, before the daemon makes them as folders of root’s.',
  source: ['seed 004 F6', 'path_resolution(7)'],
  scenario: { schema: scenarioSchema, arbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', withSteps({})),
  mutants,
  account,
  command,
  container,
  faults: (_scenario, { faults }) => faults,
});
