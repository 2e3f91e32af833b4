import { type Arbitrary, constant, constantFrom, oneof, record } from 'fast-check';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import type { Reply } from '../scenario.ts';
import { of, options } from './weight.ts';

const answer: Arbitrary<Reply> = record(
  {
    kind: constant('answer'),
    status: weighted([8, 200], [1, 201], [1, 204], [1, 404], [1, 500]),
    framing: weighted([4, 'length'], [3, 'chunked'], [1, 'close']),
    bytes: weighted([6, 0], [4, 10], [1, 3_000], [1, 70_000]),
    echo: weighted(
      [6, 'none'],
      [3, 'plain'],
      [2, 'percent'],
      [2, 'json'],
      [2, 'header'],
      [1, 'status-line'],
      [1, 'trailer'],
      [2, 'gzip'],
      [1, 'gzip-unasked'],
      [1, 'gzip-transfer'],
      [1, 'early-hint'],
    ),
    pieces: weighted([4, 1], [2, 2], [2, 7], [1, 40]),
    afterMs: weighted([8, 0], [1, 100], [1, 2_000]),
    hop: weighted([5, false], [1, true]),
  },
  options,
);
const calm: Arbitrary<Reply> = record(
  {
    kind: constant('answer'),
    status: constant(200),
    framing: constant('length'),
    bytes: constant(0),
    echo: constant('none'),
    pieces: constant(1),
    afterMs: constant(0),
    hop: constant(false),
  },
  options,
);
/** What the upstream does with a request. */
export const reply: Arbitrary<Reply> = oneof(
  of(6, calm),
  of(10, answer),
  of(
    2,
    record(
      {
        kind: constant('redirect'),
        status: constantFrom(302, 301, 303, 307, 308),
        to: constantFrom('upstream', 'elsewhere'),
      },
      options,
    ),
  ),
  of(1, record({ kind: constant('dies'), permille: constantFrom(0, 20, 500, 999) }, options)),
  of(2, record({ kind: constant('silent') }, options)),
  of(1, record({ kind: constant('garbage') }, options)),
  of(1, record({ kind: constant('switches') }, options)),
  of(
    1,
    record(
      { kind: constant('odd'), line: constantFrom('status-0', 'status-99', 'control-character') },
      options,
    ),
  ),
);
