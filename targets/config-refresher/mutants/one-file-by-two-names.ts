import { altered } from './mutant.ts';

/** Paths are compared as text only. */
export const oneFileByTwoNames = altered(
  {
    name: 'one-file-by-two-names',
    story:
      'Nobody asks whether source, target and marker are three files: a source that links to the target loses its projects.',
    source: 'cp(1): "are the same file"; seed 004 INV-1',
    caughtBy: ['source-is-only-read'],
    within: 500,
  },
  { check: () => Promise.resolve() },
);
