import { posix } from 'node:path';
import type { Files } from '../reference/files.ts';
import { makeSource } from '../reference/make-source.ts';
import { changedFiles } from './changed-files.ts';
import { mutantWith } from './mutant.ts';

function byText(files: Files): Files {
  return changedFiles(files, { readLink: path => posix.resolve(posix.dirname(path), files.readLink(path)) });
}

export const linkedDotsTakenOut = mutantWith(
  {
    name: 'linked-dots-taken-out',
    story: `Takes the dots out of a link by its text: a/../b is beside a, also where a is a link to elsewhere.`,
    source: `path_resolution(7); CVE-2024-21626 and its like: a path that is cleaned is another path`,
    caughtBy: ['errors-name-each-wrong-path', 'nothing-is-left-for-the-daemon', 'what-can-be-made-is-made'],
    within: 3000,
  },
  { make: (files, settings, home, source) => makeSource(byText(files), settings.home, home, source) },
);
