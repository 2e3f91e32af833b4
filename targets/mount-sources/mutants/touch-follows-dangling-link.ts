import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const touchFollowsDanglingLink = mutantWith(
  {
    name: 'touch-follows-dangling-link',
    story: `\`[ -e ]\` follows links, and touch does: the file is made where a dangling link leads.`,
    source: `test(1), touch(1); open(2): O_CREAT without O_EXCL follows a link`,
    caughtBy: ['dangling-link-is-not-filled', 'nothing-outside-home'],
    within: 500,
  },
  {
    make(files, settings, home, source) {
      if (source.kind === 'file' && !files.exists(source.path) && files.isLink(source.path))
        files.touch(source.path, 0o644);
      else modelSteps.make(files, settings, home, source);
    },
  },
);
