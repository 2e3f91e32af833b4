import type { ModelSeams } from '../model.ts';
import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import type { Settings } from '../reference/settings.ts';
import { mutant } from './mutant.ts';

const assemble = assembleWith(modelSteps);

async function throughFile(settings: Settings, seams: ModelSeams): Promise<number> {
  const list = `${seams.temporary}/compose-files.a1b2`;
  await seams.write(list, '');
  const status = await assemble(settings, seams);
  if (status === 0) await seams.remove(list);
  return status;
}

/** Collects the list in a temporary file and forgets it when something fails. */
export const temporaryListLeft = mutant({
  name: 'temporary-list-left',
  story: 'Collects the list in a temporary file and forgets it when something fails.',
  source: 'seed 004 F4',
  caughtBy: ['nothing-left-after-failure'],
  within: 25,
  subject: { assemble: throughFile },
});
