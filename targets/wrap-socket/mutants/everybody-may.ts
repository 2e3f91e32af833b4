import { withPart } from '../mutant.ts';
import { socketNames } from '../reference/machine.ts';
import { fileOf, prepare } from '../reference/prepare.ts';

export const everybodyMay = withPart(
  {
    name: 'everybody-may',
    story:
      'Makes folder and sockets 0777 so that any user can reach them, and looks at nobody: the state before the fix.',
    source: 'seed 002: socket setup relied on permissive filesystem access',
    caughtBy: ['wrong-uid-is-never-authorised', 'closed-from-the-first-moment'],
    within: 40,
  },
  {
    mayHave: () => true,
    prepare: (path, caller, machine) =>
      prepare(path, caller, machine, folder => {
        for (const name of socketNames) folder.chmodEntry(fileOf(name), 0o777);
        folder.chmod(0o777);
      }),
  },
);
