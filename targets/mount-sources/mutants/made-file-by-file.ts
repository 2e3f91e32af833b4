import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const madeFileByFile = mutant(
  {
    name: 'made-file-by-file',
    story: `Where a later Compose file can’t be read, what the earlier ones mount has been made by then.`,
    source: `seed 004 F4: a list that ends early is used`,
    caughtBy: ['unknown-mounts-make-nothing'],
    within: 1000,
  },
  (environment, files) => {
    const result = mountSources(environment, files, modelSteps);
    const [first] = (environment['COMPOSE_FILES'] ?? '').split(':');
    if (first !== undefined && result.lines.some(line => line.includes(`can't be read`)))
      mountSources({ ...environment, COMPOSE_FILES: first }, files, modelSteps);
    return result;
  },
);
