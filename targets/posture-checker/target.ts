import { defineTarget } from '../../harness/target.ts';
import { account } from './account.ts';
import { arbitrary } from './arbitrary.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { examples } from './examples.ts';
import { faults } from './faults.ts';
import { atLeast, labels } from './labels.ts';
import { inModel } from './model.ts';
import { mutants } from './mutants.ts';
import { properties } from './properties.ts';
import { boot } from './reference/boot.ts';
import { postureScenario } from './scenario.ts';

/** The check at boot that refuses to serve from an environment that is not as closed as it was meant to be. */
export const target = defineTarget({
  name: 'posture-checker',
  summary:
    'Refuses to boot, before a listener opens, when identity, capabilities, files or configuration are too open',
  source: ['seed 000', 'seed 001', 'proc_pid_status(5)', 'capabilities(7)', 'credentials(7)'],
  scenario: { schema: postureScenario, arbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', boot),
  mutants,
  account,
  faults,
  command,
  container,
});
