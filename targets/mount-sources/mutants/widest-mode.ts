import type { ModelFiles } from '../model-files.ts';
import type { Files } from '../reference/files.ts';
import { makeSource } from '../reference/make-source.ts';
import { mutantWith } from './mutant.ts';

function wide(files: ModelFiles): Files {
  return {
    look: path => files.look(path),
    readLink: path => files.readLink(path),
    readText: path => files.readText(path),
    makeFolder: path => files.makeFolder(path, 0o777),
    makeFile: path => files.makeFile(path, 0o666),
  };
}

export const widestMode = mutantWith(
  {
    name: 'widest-mode',
    story: `mkdir and touch as they come, 0777 and 0666 less the umask: under umask 002 others write to it.`,
    source: `mkdir(1), touch(1)`,
    caughtBy: ['new-entries-are-plain'],
    within: 100,
  },
  { make: (files, settings, home, source) => makeSource(wide(files), settings.home, home, source) },
);
