import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const chmodsExisting = mutantWith(
  {
    name: 'chmods-existing',
    story: `Sets the mode of whatever it comes by, as install -d does: a closed ~/.ssh is open to all.`,
    source: `install(1): -d sets the mode of folders that are there`,
    caughtBy: ['existing-attributes-stay'],
    within: 500,
  },
  {
    make(files, settings, home, source) {
      modelSteps.make(files, settings, home, source);
      if (source.kind === 'folder') files.chmod(source.path, 0o755);
    },
  },
);
