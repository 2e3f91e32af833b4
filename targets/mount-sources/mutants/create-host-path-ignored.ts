import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const createHostPathIgnored = mutantWith(
  {
    name: 'create-host-path-ignored',
    story: `Makes what says create_host_path: false, which is how a file asks for the error of a missing source.`,
    source: `Compose file, long syntax: bind.create_host_path`,
    caughtBy: ['gated-is-not-made'],
    within: 200,
  },
  {
    merge: (documents, variables) =>
      modelSteps.merge(documents, variables).map(service => ({
        ...service,
        volumes: new Map(
          Array.from(service.volumes, ([target, volume]) => [target, { ...volume, makesSource: true }]),
        ),
      })),
  },
);
