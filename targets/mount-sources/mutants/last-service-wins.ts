import { modelSteps } from '../model.ts';
import { fields } from '../reference/compose/bind.ts';
import { mutantWith } from './mutant.ts';

function lastOnes(documents: readonly unknown[]): unknown {
  return Object.assign({}, ...documents.map(document => fields(fields(document)['services'])));
}

export const lastServiceWins = mutantWith(
  {
    name: 'last-service-wins',
    story: `Takes a service of a later file for the whole service: the mounts of the earlier ones are lost.`,
    source: `Compose merge: services are merged key by key`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 300,
  },
  { merge: (documents, variables) => modelSteps.merge([{ services: lastOnes(documents) }], variables) },
);
