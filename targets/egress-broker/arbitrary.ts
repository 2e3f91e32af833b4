import { type Arbitrary, array, constantFrom, oneof, record, tuple } from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { action } from './arbitrary/action.ts';
import { of, options } from './arbitrary/weight.ts';
import type { Scenario } from './scenario.ts';

const pairFault: Arbitrary<Scenario['faults'][number]> = record(
  { nth: weighted([2, 1], [1, 2]), kind: constantFrom('own-end-broken', 'not-made', 'not-passed') },
  options,
);
const faults: Arbitrary<Scenario['faults']> = oneof(
  of(6, array(pairFault, { maxLength: 0 })),
  of(1, array(pairFault, { minLength: 1, maxLength: 1 })),
);

/** Draws scenarios: some streams, some requests, and now and then something else. */
export const arbitrary: Arbitrary<Scenario> = record(
  {
    platform: weighted([30, 'linux'], [1, 'bare']),
    keyFile: weighted(
      [30, 'line'],
      [4, 'no-line-end'],
      [1, 'missing'],
      [1, 'empty'],
      [1, 'two-lines'],
      [1, 'short'],
      [1, 'blank-inside'],
    ),
    keys: tuple(
      constantFrom('k7Qm2vX9-live', 'live/key+with=signs', 'aaaaaaaab'),
      constantFrom('Zr41wUo8_rotated', 'next/key+with=signs~', 'bbbbbbbba'),
    ),
    planted: weighted([8, 'nowhere'], [1, 'key-variable'], [1, 'other-variable']),
    upstream: weighted([20, 'up'], [1, 'down']),
    faults,
    actions: array(action, { minLength: 2, maxLength: 14, size: 'max' }),
  },
  options,
);
