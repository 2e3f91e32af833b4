import { defineTarget } from '../../harness/target.ts';
import { account } from './account.ts';
import { arbitrary } from './arbitrary.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { examples } from './examples.ts';
import { atLeast, labels } from './labels.ts';
import { inModel } from './model.ts';
import { mutants } from './mutants.ts';
import { properties } from './properties.ts';
import { bake } from './reference/bake.ts';
import { bakedScenario } from './scenario.ts';

/** The modes that files have in an image, whatever modes they had where it was built. */
export const target = defineTarget({
  name: 'baked-modes',
  summary:
    "Builds images whose policy files the container's user can read and only root can change, whatever umask the checkout had",
  source: [
    'seed 004, F3',
    'Dockerfile reference',
    'BuildKit: COPY --chmod (issues 4945, 5943), COPY --from (issue 1941)',
    'path_resolution(7)',
    'chmod(1)',
  ],
  scenario: { schema: bakedScenario, arbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', bake),
  mutants,
  account,
  command,
  container,
});
