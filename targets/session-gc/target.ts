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
import { sweep } from './reference/sweep.ts';
import { scenarioSchema } from './scenario.ts';

/** The sweep of session folders whose containers are gone. */
export const target = defineTarget({
  name: 'session-gc',
  summary:
    'Removes the folders of sessions whose containers are gone, and never one of a session that lives.',
  source: ['seed 004 F1', 'seed 004 F2'],
  scenario: { schema: scenarioSchema, arbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', sweep),
  mutants,
  account,
  command,
  container,
  faults,
});
