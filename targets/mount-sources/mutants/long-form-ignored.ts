import { modelSteps } from '../model.ts';
import { fields } from '../reference/compose/bind.ts';
import { mutantWith } from './mutant.ts';

function shortFormsOnly(document: unknown): unknown {
  const services = Object.entries(fields(fields(document)['services'])).map(([name, body]) => {
    const { volumes, ...rest } = fields(body);
    const short = Array.isArray(volumes) ? volumes.filter(entry => typeof entry === 'string') : [];
    return [name, { ...rest, volumes: short }];
  });
  return { services: Object.fromEntries(services) };
}

export const longFormIgnored = mutantWith(
  {
    name: 'long-form-ignored',
    story: `Reads the short form only: what a file writes as a mapping is left to the daemon.`,
    source: `Compose file, long syntax of volumes`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 50,
  },
  { merge: (documents, variables) => modelSteps.merge(documents.map(shortFormsOnly), variables) },
);
