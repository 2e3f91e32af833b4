import { altered } from './mutant.ts';

/** `names=$(docker ps …) || true`. */
export const outageIsEmpty = altered(
  {
    name: 'outage-is-empty',
    story:
      'A failed docker ps is taken for one that lists nothing: while the daemon is down every folder looks like an orphan, those that are mounted in running containers too.',
    source: 'seed 004 F1',
    caughtBy: ['outage-removes-nothing'],
    within: 80,
  },
  {
    list: (run, docker) => {
      const ran = run(docker, ['ps', '-a', '--format', '{{.Names}}'], 10_000);
      return { kind: 'listed', names: ran.kind === 'exited' && ran.status === 0 ? ran.out : '' };
    },
  },
);
