import * as fc from 'fast-check';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import type { Call, Outage } from '../scenario.ts';
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

/** What only a real engine tells apart. Most containers are made and never started: those take the least time. */
const engine = fc.record<NonNullable<Call['engine']>>({
  states: fc.array(
    weighted([6, 'created'], [2, 'exited'], [2, 'running'], [1, 'removed-before'], [1, 'removed-after']),
    { maxLength: 5 },
  ),
});

const outage: fc.Arbitrary<Outage> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ how: fc.constantFrom('refuses', 'missing', 'unreadable', 'fails') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      how: fc.constant<'cut'>('cut'),
      at: fc.oneof(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: -40, max: -1 }),
      ),
    }),
  },
);
const engineWithOutage = fc.record<NonNullable<Call['engine']>>({
  states: fc.array(weighted([6, 'created'], [1, 'exited'], [1, 'running']), { maxLength: 3 }),
  outage,
});

type CallParts = { readonly [K in keyof Call]-?: fc.Arbitrary<NonNullable<Call[K]>> };

/** A call that names an engine only where it has to. */
function callOf(parts: CallParts): fc.Arbitrary<Call> {
  return fc.record(parts, { requiredKeys: required });
}
const required: Exclude<keyof Call, 'engine'>[] = [
  'names',
  'others',
  'lines',
  'printed',
  'noise',
  'starts',
  'end',
];

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
  engine,
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
export const call = callOf(goodCall);
/** An answer: nobody lives. */
export const emptyCall = callOf({
  ...goodCall,
  names: fc.uniqueArray(fc.constantFrom('web'), { maxLength: 0 }),
});
/** No answer, whatever is printed. */
export const badCall = callOf({
  ...goodCall,
  printed: weighted([2, 'nothing'], [2, 'half'], [2, 'all']),
  noise: weighted([1, ''], [2, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n']),
  end: badEnd,
  engine: engineWithOutage,
});
/** An answer while sessions start. */
export const startingCall = callOf({
  ...goodCall,
  starts: fc.uniqueArray(
    fc.record({
      id: fc.oneof({ weight: 2, arbitrary: ids }, { weight: 1, arbitrary: fc.constantFrom(...newIds) }),
      at: fc.constantFrom('before', 'after'),
    }),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
});
