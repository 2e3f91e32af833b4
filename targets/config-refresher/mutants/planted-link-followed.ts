import { altered } from './mutant.ts';
import { publishThrough } from './publish-through.ts';

/** A temporary file with a name that can be guessed, opened without O_EXCL. */
export const plantedLinkFollowed = altered(
  {
    name: 'planted-link-followed',
    story:
      'The temporary file’s name is known beforehand and links are followed: whoever plants one there chooses what is overwritten.',
    source: 'CWE-59 and CWE-377',
    caughtBy: ['others-are-untouched'],
    within: 500,
  },
  { publish: publishThrough(target => `${target}.new`, 'emptied') },
);
