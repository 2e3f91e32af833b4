import { publish } from '../reference/publish.ts';
import { altered } from './mutant.ts';
import { plainWrite } from './plain-write.ts';

/** Keeps a link at the target "working". */
export const writesThroughLink = altered(
  {
    name: 'writes-through-link',
    story:
      'A link at the target path is followed: whoever can place one chooses which file gets the configuration.',
    source: 'symlink(7)',
    caughtBy: ['link-is-never-written-through', 'source-is-only-read'],
    within: 600,
  },
  {
    publish: async (files, target, bytes, random) => {
      const status = await files.lstat(target).catch(() => undefined);
      if (status?.kind === 'link') await plainWrite(files, target, bytes);
      else await publish(files, target, bytes, random);
    },
  },
);
