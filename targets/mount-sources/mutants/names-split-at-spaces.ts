import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const namesSplitAtSpaces = mutantWith(
  {
    name: 'names-split-at-spaces',
    story: `Unquoted in a loop: a source with a space in it is two.`,
    source: `bash(1): word splitting`,
    caughtBy: [
      'what-can-be-made-is-made',
      'nothing-is-left-for-the-daemon',
      'nothing-made-that-nothing-mounts',
    ],
    within: 1500,
  },
  {
    needed: (services, settings) =>
      modelSteps
        .needed(services, settings)
        .flatMap(({ path, kind }) => path.split(/[ \t\n]+/).map(part => ({ path: part, kind })))
        .filter(({ path }) => path.startsWith(`${settings.home}/`)),
  },
);
