import { altered } from './mutant.ts';

export const projectsAreLowerCase = altered(
  {
    name: 'projects-are-lower-case',
    story:
      'A project is taken for lower case, as Compose has it: one that docker run was given has no sessions.',
    source: 'docker-run(1), --name',
    caughtBy: ['live-sessions-survive'],
    within: 400,
  },
  {
    live: listing => {
      const found = listing.matchAll(/^drydock-[a-z0-9_.-]*-([0-9a-f]{4})(?:-shell)?\r?$/gm);
      return new Set([...found].map(([, id = '']) => id));
    },
  },
);
