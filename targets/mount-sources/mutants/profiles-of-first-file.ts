import { modelSteps } from '../model.ts';
import { fields } from '../reference/compose/bind.ts';
import { mutantWith } from './mutant.ts';

function withoutLaterProfiles(document: unknown, names: Set<string>): unknown {
  const services = Object.entries(fields(fields(document)['services'])).map(([name, body]) => {
    const { profiles, ...rest } = fields(body);
    const first = !names.has(name);
    names.add(name);
    return [name, first && profiles !== undefined ? { ...rest, profiles } : rest];
  });
  return { services: Object.fromEntries(services) };
}

export const profilesOfFirstFile = mutantWith(
  {
    name: 'profiles-of-first-file',
    story: `Looks for profiles where a service is written first, and not in the overlay that gates it.`,
    source: `Compose merge`,
    caughtBy: ['gated-is-not-made'],
    within: 2000,
  },
  {
    merge(documents, variables) {
      const names = new Set<string>();
      const seen = documents.map(document => withoutLaterProfiles(document, names));
      return modelSteps.merge(seen, variables);
    },
  },
);
