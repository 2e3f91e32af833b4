import { defineTarget } from '../../harness/target.ts';
import { account } from './account.ts';
import { scenarioArbitrary } from './arbitrary.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { examples } from './examples.ts';
import { faults } from './faults.ts';
import { atLeast, labels } from './labels.ts';
import { inModel } from './model.ts';
import { modelSteps } from './model-steps.ts';
import { mutants } from './mutants.ts';
import { properties } from './properties.ts';
import { assembleWith } from './reference/assemble.ts';
import { scenarioSchema } from './scenario.ts';

/** Assembles the list of Compose files of a sandboxed session. */
export const target = defineTarget({
  name: 'compose-assembler',
  summary: 'hands over a complete list of Compose files that keeps the sandbox closed, or fails aloud',
  source: ['seed 004 F4'],
  scenario: { schema: scenarioSchema, arbitrary: scenarioArbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', { assemble: assembleWith(modelSteps) }),
  mutants,
  account,
  faults,
  command,
  container,
});
