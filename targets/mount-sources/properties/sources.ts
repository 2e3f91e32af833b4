import type { Found } from '../oracle/daemon.ts';
import type { Want } from '../oracle/wants.ts';

/** What a source is to be, and its path. */
export function wantText({ kind, path }: Want): string {
  return `${kind} ${JSON.stringify(path)}`;
}

/** What is in a source's place, as the end of a sentence. */
export function foundText(found: Found): string {
  switch (found.kind) {
    case 'right':
      return 'is right';
    case 'missing':
      return `is missing: the daemon makes ${JSON.stringify(found.makes)}, a folder of root's`;
    case 'wrong-kind':
      return `is a ${found.is}`;
    case 'unusable':
      return `can't be used: ${found.why}`;
  }
}
