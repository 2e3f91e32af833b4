import { altered } from './mutant.ts';
import { publishThrough } from './publish-through.ts';

/** `TEMP="$TARGET.tmp"`. */
export const fixedTempName = altered(
  {
    name: 'fixed-temp-name',
    story:
      'The temporary file is always called TARGET.tmp: two refreshers write into one file, and a file of that name is lost.',
    source: 'facts: a fixed .tmp name, found in public projects',
    caughtBy: ['others-are-untouched', 'target-is-old-or-complete', 'two-refreshers-one-result'],
    within: 300,
  },
  { publish: publishThrough(target => `${target}.tmp`, 'emptied') },
);
