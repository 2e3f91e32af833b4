import { type Arbitrary, constant, constantFrom, oneof, record } from 'fast-check';
import type { ClientRequest } from '../scenario.ts';
import { of, options } from './weight.ts';

type Header = ClientRequest['headers'][number];

/** A header with one of a few values. */
function header(name: string, ...values: readonly [string, ...string[]]): Arbitrary<Header> {
  return record({ name: constant(name), value: constantFrom(...values) }, options);
}

/** Any header that a child may send. */
export const anyHeader: Arbitrary<Header> = oneof(
  header('Accept', 'application/json'),
  header('X-Team', 'key={sentinel}'),
  header('Cookie', 'app_key={sentinel}'),
  header('User-Agent', 'fduty'),
  header('Accept-Encoding', 'gzip, br'),
  of(2, header('Connection', 'X-Team, close', 'Upgrade')),
  header('cONNECTION', 'x-team'),
  header('cookie', 'app_key={sentinel}'),
  header('PROXY-AUTHORIZATION', 'Basic eDp5'),
  header('Upgrade', 'websocket'),
  header('Proxy-Authorization', 'Basic eDp5'),
  header('Proxy-Connection', 'keep-alive'),
  header('TE', 'trailers'),
  header('Keep-Alive', 'timeout=5'),
  header('X-Forwarded-Host', 'evil.invalid'),
  header('Range', 'bytes=0-9'),
  of(2, header('Expect', '100-continue', 'the-unexpected')),
);
/** One that nobody would be surprised at. */
export const usualHeader: Arbitrary<Header> = oneof(
  header('Accept', 'application/json', '*/*'),
  header('Cookie', 'app_key={sentinel}'),
  header('Accept-Encoding', 'gzip'),
);
