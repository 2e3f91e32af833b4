import { patient } from '../reference/patience.ts';
import { altered } from './mutant.ts';

/** TEMP_FAILURE_RETRY without a bound. */
export const eintrForEver = altered(
  {
    name: 'eintr-for-ever',
    story:
      'An interrupted operation is tried again without end: a network file system that keeps saying EINTR holds it for ever.',
    source: 'signal(7)',
    caughtBy: ['always-ends'],
    within: 1150,
  },
  { files: files => patient(files, Number.POSITIVE_INFINITY) },
);
