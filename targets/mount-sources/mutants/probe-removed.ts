import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const probeRemoved = mutantWith(
  {
    name: 'probe-removed',
    story: `Tries whether HOME can be written to, with a file that it removes: the folder’s time says that something changed.`,
    source: `expert`,
    caughtBy: ['existing-attributes-stay', 'existing-content-stays'],
    within: 200,
  },
  {
    make(files, settings, home, source) {
      files.makeFile(`${home}/.probe`, 0o644);
      files.remove(`${home}/.probe`);
      modelSteps.make(files, settings, home, source);
    },
  },
);
