import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const tomlIsAFolder = mutantWith(
  {
    name: 'toml-is-a-folder',
    story: `Knows all endings of files but the last one.`,
    source: `expert: a list that is kept in two places`,
    caughtBy: ['sources-have-the-right-kind'],
    within: 100,
  },
  {
    merge: (documents, variables) =>
      modelSteps.merge(documents, variables).map(service => ({
        ...service,
        volumes: new Map(
          Array.from(service.volumes, ([target, volume]) => [
            target,
            { ...volume, target: target.replace(/\.toml$/, '') },
          ]),
        ),
      })),
  },
);
