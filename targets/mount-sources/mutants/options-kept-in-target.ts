import { modelSteps } from '../model.ts';
import type { Volume } from '../reference/compose/bind.ts';
import { kindOfTarget } from '../reference/kind-of-target.ts';
import { mutantWith } from './mutant.ts';

/** What is mounted as a file is always read-only. */
function withOptions(volumes: ReadonlyMap<string, Volume>): ReadonlyMap<string, Volume> {
  return new Map(
    Array.from(volumes, ([target, volume]) => [
      target,
      kindOfTarget(target) === 'file' ? { ...volume, target: `${target}:ro` } : volume,
    ]),
  );
}

export const optionsKeptInTarget = mutantWith(
  {
    name: 'options-kept-in-target',
    story: `Splits a short form at the first colon only: the target is \`/root/.gitconfig:ro\`, which is no file’s name.`,
    source: `Compose file, short syntax of volumes`,
    caughtBy: ['sources-have-the-right-kind'],
    within: 50,
  },
  {
    merge: (documents, variables) =>
      modelSteps
        .merge(documents, variables)
        .map(service => ({ ...service, volumes: withOptions(service.volumes) })),
  },
);
