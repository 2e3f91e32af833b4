import { type Arbitrary, array, constant, constantFrom, oneof, record } from 'fast-check';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import type { ClientRequest } from '../scenario.ts';
import { body, oddBody } from './body.ts';
import { anyHeader, usualHeader } from './header.ts';
import { reply } from './reply.ts';
import { path, piece } from './request-target.ts';
import { options } from './weight.ts';

/** Any request. */
export const request: Arbitrary<ClientRequest> = record(
  {
    method: weighted(
      [10, 'GET'],
      [6, 'POST'],
      [1, 'PUT'],
      [1, 'DELETE'],
      [1, 'HEAD'],
      [1, 'OPTIONS'],
      [2, 'CONNECT'],
    ),
    form: weighted([18, 'origin'], [2, 'absolute'], [1, 'authority'], [1, 'asterisk']),
    path,
    query: array(piece, { maxLength: 3 }),
    separator: weighted([5, '&'], [1, ';']),
    version: weighted([9, '1.1'], [1, '1.0']),
    host: weighted([12, 'usual'], [2, 'elsewhere'], [1, 'missing'], [1, 'twice']),
    headers: array(anyHeader, { maxLength: 2 }),
    body,
    reply,
  },
  options,
);
const harmless = {
  method: constantFrom('GET', 'POST'),
  form: constant('origin'),
  path: constantFrom('/channel/list', '/one'),
  query: array(piece, { maxLength: 3 }),
  separator: constant('&'),
  version: constant('1.1'),
  host: constant('usual'),
  headers: array(usualHeader, { maxLength: 1 }),
  reply,
} as const;
/** A request that is harmless but for its query. */
export const usual: Arbitrary<ClientRequest> = record(
  {
    ...harmless,
    body: oneof(
      record({ framing: constant('none'), text: constant('') }, options),
      record(
        {
          framing: weighted([3, 'length'], [3, 'chunked'], [1, 'cased']),
          text: constantFrom('a', '{"app_key":"{sentinel}"}'),
        },
        options,
      ),
    ),
  },
  options,
);
/** A request that is harmless but for where it ends. */
export const framed: Arbitrary<ClientRequest> = record({ ...harmless, body: oddBody }, options);
