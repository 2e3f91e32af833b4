import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const mkdirThroughLinkOut = mutantWith(
  {
    name: 'mkdir-through-link-out',
    story: `mkdir -p walks through every link: a ~/.config that leads out of HOME gets folders there.`,
    source: `path_resolution(7); CVE-2019-19921, a path of somebody else’s walked through links`,
    caughtBy: ['nothing-outside-home'],
    within: 1000,
  },
  {
    make(files, settings, home, source) {
      if (source.kind === 'folder') files.makeFolders(source.path, 0o755);
      modelSteps.make(files, settings, home, source);
    },
  },
);
