import * as fc from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { context, ignore } from './context-arbitrary.ts';
import { plainRecord } from './run-arbitrary.ts';
import type { BakedScenario, Stage } from './scenario.ts';
import { inheriting, shape } from './shapes-arbitrary.ts';

function base(nth: number): fc.Arbitrary<Stage['base']> {
  const scratch = plainRecord<Stage['base']>({ kind: fc.constant('scratch') });
  const image = plainRecord<Extract<Stage['base'], { kind: 'image' }>>({
    kind: fc.constant('image'),
    name: weighted([1, 'debian:12'], [1, 'node:22-slim']),
  });
  const stage = plainRecord<Extract<Stage['base'], { kind: 'stage' }>>({
    kind: fc.constant('stage'),
    nth: fc.integer({ min: 0, max: Math.max(nth - 1, 0) }),
  });
  return fc.oneof(
    { weight: 24, arbitrary: scratch },
    { weight: 1, arbitrary: image },
    { weight: nth === 0 ? 0 : 16, arbitrary: stage },
  );
}

function stageOf(nth: number): fc.Arbitrary<Stage> {
  return plainRecord<Stage>({
    base: base(nth),
    named: weighted([1, false], [1, true]),
    instructions: shape(nth),
  });
}

const stages: fc.Arbitrary<Stage[]> = fc.oneof(
  { weight: 29, arbitrary: fc.tuple(stageOf(0)) },
  { weight: 20, arbitrary: fc.tuple(stageOf(0), stageOf(1)) },
  { weight: 10, arbitrary: fc.tuple(stageOf(0), stageOf(1), stageOf(2)) },
  { weight: 1, arbitrary: inheriting },
);

const umask = weighted(
  [6, '0022'],
  [6, '0077'],
  [2, '0027'],
  [2, '0002'],
  [1, '0000'],
  [1, '0777'],
  [1, '0117'],
);

const path = weighted(
  [24, '/etc/pol/10-deny.json'],
  [6, '/etc/pol/20-hooks.json'],
  [2, '/etc/pol/.hidden.json'],
  [3, '/etc/pol/more/30-extra.json'],
  [1, '/etc/pol/current'],
  [1, '/etc/pol'],
  [1, '/etc/pol/extra.json'],
  [1, '/opt/app/10-deny.json'],
  [1, '/etc/passwd'],
  [2, '/srv/10-deny.json'],
  [1, '/etc/other/10-deny.json'],
  [4, '/srv/real/pol/10-deny.json'],
  [1, '/pol/10-deny.json'],
);

/** Draws Dockerfiles with their contexts, and what has to be readable. */
export const arbitrary: fc.Arbitrary<BakedScenario> = plainRecord<BakedScenario>({
  context,
  ignore,
  umask,
  otherUmask: umask,
  style: plainRecord<BakedScenario['style']>({
    escape: weighted([5, '\\'], [1, '`']),
    lowerCase: weighted([5, false], [1, true]),
    continued: weighted([3, false], [1, true]),
    comments: weighted([3, false], [1, true]),
  }),
  stages,
  policy: plainRecord<BakedScenario['policy']>({
    user: weighted(
      [20, '1000'],
      [6, '1000:1000'],
      [8, null],
      [1, '0'],
      [1, 'agent'],
      [1, 'agent:staff'],
      [3, '2000:50'],
    ),
    paths: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
  }),
});
