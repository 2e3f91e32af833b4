import * as fc from 'fast-check';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import type { Call } from '../scenario.ts';
import { ids, sessionIds } from './session-ids.ts';

/** Ids that no home begins with. */
const newIds = ['57a0', '57a1'] as const;

const projects = [
  'web',
  'a',
  'my-app',
  'report-2024',
  '9f3a',
  'beef-dead',
  'x.y_z',
  'shell',
  'drydock-web',
  'MyApp',
  `monorepo-${'x'.repeat(90)}`,
  '-',
];

/** Names of containers: the two forms, and what is nearly one of them. */
const containerNames: readonly string[] = sessionIds.flatMap(id => [
  ...projects.flatMap(project => [`drydock-${project}-${id}`, `drydock-${project}-${id}-shell`]),
]);
const otherNames: readonly string[] = sessionIds.flatMap(id => [
  `web-${id}`,
  `drydock-${id}-web`,
  `drydock-web-${id}-1`,
  `drydock-web-${id}-shells`,
  `drydock-web-${id}-shell-1`,
  `drydock-web-${id}-shell-shell`,
  `mydrydock-web-${id}`,
  `drydock-web-5${id}`,
  `drydock-web-${id}0`,
  `drydock-web-${id.slice(0, 3)}`,
  `drydock_web_${id}`,
  `drydock-${id}`,
  `drydock-web.${id}`,
  `claude-container-${id}`,
  ...(/[a-f]/.test(id) ? [`drydock-web-${id.toUpperCase()}`, `DRYDOCK-WEB-${id}`] : []),
]);

const containers = fc.uniqueArray(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...containerNames) },
    { weight: 2, arbitrary: fc.constantFrom(...otherNames) },
  ),
  { maxLength: 5 },
);

type CallParts = { readonly [K in keyof Call]: fc.Arbitrary<Call[K]> };

const goodEnd: fc.Arbitrary<Call['end']> = fc.record({ how: fc.constant('exits'), status: fc.constant(0) });
const noStarts = fc.array(fc.record({ id: ids, at: fc.constant<'before'>('before') }), { maxLength: 0 });

const goodCall: CallParts = {
  names: containers,
  others: weighted([60, 0], [1, 60_000], [2, 10_000], [6, 3]),
  lines: weighted([3, 'lf'], [1, 'not-last'], [1, 'crlf']),
  printed: fc.constant('all'),
  noise: weighted([12, ''], [2, 'WARNING: noise\n'], [1, 'WARNING: no end']),
  starts: noStarts,
  end: goodEnd,
};

const badEnd: fc.Arbitrary<Call['end']> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      how: fc.constant<'exits'>('exits'),
      status: fc.oneof(fc.constantFrom(1, 125, 127, 255), fc.integer({ min: 1, max: 255 })),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      how: fc.constant<'killed'>('killed'),
      signal: fc.constantFrom('SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGPIPE'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant<'hangs'>('hangs') }) },
);

/** An answer. */
export const call = fc.record<Call>(goodCall);
/** An answer: nobody lives. */
export const emptyCall = fc.record<Call>({
  ...goodCall,
  names: fc.uniqueArray(fc.constantFrom('web'), { maxLength: 0 }),
});
/** No answer, whatever is printed. */
export const badCall = fc.record<Call>({
  ...goodCall,
  printed: weighted([2, 'nothing'], [2, 'half'], [2, 'all']),
  noise: weighted([1, ''], [2, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n']),
  end: badEnd,
});
/** An answer while sessions start. */
export const startingCall = fc.record<Call>({
  ...goodCall,
  starts: fc.uniqueArray(
    fc.record({
      id: fc.oneof({ weight: 2, arbitrary: ids }, { weight: 1, arbitrary: fc.constantFrom(...newIds) }),
      at: fc.constantFrom('before', 'after'),
    }),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
});
