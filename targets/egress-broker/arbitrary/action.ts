import { type Arbitrary, array, constant, constantFrom, integer, oneof, record } from 'fast-check';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import type { Action } from '../scenario.ts';
import { controlRecord, malformedRecord } from './control-record.ts';
import { framed, request, usual } from './request.ts';
import { of, options } from './weight.ts';

const stream = integer({ min: 0, max: 3 });

/** One thing that a child does, or that is done to it. */
export const action: Arbitrary<Action> = oneof(
  of(18, record({ do: constant('ask'), record: record({ kind: constant('valid') }, options) }, options)),
  of(9, record({ do: constant('ask'), record: controlRecord }, options)),
  of(
    24,
    record(
      {
        do: constant('send'),
        stream,
        requests: array(oneof(of(6, usual), of(1, framed), of(4, request)), { minLength: 1, maxLength: 3 }),
        permille: weighted([9, 1000], [1, 500], [1, 950], [2, 30]),
      },
      options,
    ),
  ),
  of(
    1,
    record(
      {
        do: constant('flood'),
        record: oneof(of(2, malformedRecord), of(1, controlRecord)),
        times: constantFrom(2, 9, 40),
        reads: constantFrom(true, false),
      },
      options,
    ),
  ),
  of(
    1,
    record(
      {
        do: constant('flood'),
        record: record({ kind: constant('valid') }, options),
        times: constantFrom(9, 60, 150),
        reads: constant(true),
        keeps: constantFrom(false, true),
      },
      options,
    ),
  ),
  of(1, record({ do: constant('stop-reading'), stream }, options)),
  of(1, record({ do: constant('read-again'), stream }, options)),
  of(2, record({ do: constant('close'), stream }, options)),
  of(1, record({ do: constant('close-channel') }, options)),
  of(1, record({ do: constant('fork') }, options)),
  of(5, record({ do: constant('wait'), ms: weighted([4, 130_000], [1, 50], [1, 1_000]) }, options)),
  of(2, record({ do: constant('stop'), ignored: constantFrom(false, true) }, options)),
  of(2, record({ do: constant('restart') }, options)),
  of(1, record({ do: constant('exit'), status: constantFrom(0, 1, 7, 255) }, options)),
  of(1, record({ do: constant('die'), signal: constantFrom('SIGKILL', 'SIGTERM', 'SIGSEGV') }, options)),
);
