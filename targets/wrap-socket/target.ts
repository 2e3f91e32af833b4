import { defineTarget } from '../../harness/target.ts';
import { account } from './account.ts';
import { arbitrary } from './arbitrary.ts';
import { command } from './command.ts';
import { examples } from './examples.ts';
import { faults } from './faults.ts';
import { atLeast, labels } from './labels.ts';
import { inModel } from './model.ts';
import { mutants } from './mutants.ts';
import { properties } from './properties.ts';
import { wrapSocket } from './reference/wrap-socket.ts';
import { wrapScenario } from './scenario.ts';

/** The server that hands its sockets to one unprivileged caller, and to nobody else. */
export const target = defineTarget({
  name: 'wrap-socket',
  summary:
    'Hands sockets to one caller: never to another user, from the first moment on, whoever comes first',
  source: ['seed 002', 'unix(7)', 'socket(7)', 'accept(2)', 'user_namespaces(7)'],
  scenario: { schema: wrapScenario, arbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', wrapSocket),
  mutants,
  account,
  faults,
  command,
});
