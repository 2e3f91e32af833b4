import { altered } from './mutant.ts';

export const printedNamesCount = altered(
  {
    name: 'printed-names-count',
    story: 'What a failed docker ps has printed before it failed is taken for the whole list.',
    source: 'seed 004 F4; bash(1), pipefail',
    caughtBy: ['outage-removes-nothing'],
    within: 60,
  },
  {
    list: (run, docker) => {
      const ran = run(docker, ['ps', '-a', '--format', '{{.Names}}'], 10_000);
      if (ran.kind === 'not-started' || ran.kind === 'timed-out') return { kind: 'unknown', why: ran.kind };
      return { kind: 'listed', names: ran.out };
    },
  },
);
