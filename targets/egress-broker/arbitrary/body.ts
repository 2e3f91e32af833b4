import { type Arbitrary, constant, constantFrom, oneof, record } from 'fast-check';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import type { ClientRequest } from '../scenario.ts';
import { of, options } from './weight.ts';

const inner =
  'GET /inner?app_key=mine HTTP/1.1\r\nHost: api.example\r\nX-Request: inner\r\nX-Rest: y\r\n\r\n';
/** A body of which two readers may disagree where it ends. */
export const oddBody: Arbitrary<ClientRequest['body']> = record(
  {
    framing: constantFrom(
      'both',
      'two-lengths',
      'named-length',
      'extended',
      'coded',
      'spaced',
      'signed',
      'folded',
      'bare-line-feed',
    ),
    text: weighted([2, inner], [1, 'a']),
  },
  options,
);
/** Any body. */
export const body: Arbitrary<ClientRequest['body']> = oneof(
  of(6, record({ framing: constant('none'), text: constant('') }, options)),
  of(
    4,
    record(
      {
        framing: weighted([3, 'length'], [3, 'chunked'], [1, 'cased']),
        text: weighted(
          [2, 'a'],
          [2, '{"app_key":"{sentinel}"}'],
          [1, 'app_key={sentinel}&app_key=x'],
          [1, inner],
          [1, ''],
        ),
      },
      options,
    ),
  ),
  of(1, oddBody),
);
