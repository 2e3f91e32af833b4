import * as fc from 'fast-check';

/** Few, so that names of containers and folders meet. One reads as a number, one as a word, one as a word of shells. */
export const sessionIds = ['9f3a', '0000', '1e10', 'beef', 'dead', 'ffff', '00a1'] as const;

/** Ids of sessions that a home may begin with. */
export const ids = fc.constantFrom(...sessionIds);
