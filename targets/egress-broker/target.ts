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
import { runBroker } from './reference/broker.ts';
import { scenarioSchema } from './scenario.ts';

/** The broker that makes a child's calls with a key that the child never has. */
export const target = defineTarget({
  name: 'egress-broker',
  summary:
    "Keeps a key out of a child's environment: makes its calls for it, over streams that it passes to the child",
  source: ['seed 003', 'unix(7), SCM_RIGHTS', 'RFC 9110', 'RFC 9112'],
  scenario: { schema: scenarioSchema, arbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', runBroker),
  mutants,
  account,
  command,
  container,
  faults,
});
