import { type Arbitrary, array, constant, constantFrom, integer, oneof, record, tuple } from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import type { Action, ClientRequest, ControlRecord, Reply, Scenario } from './scenario.ts';

type Header = ClientRequest['headers'][number];

const options = { noNullPrototype: true };

function of<T>(weight: number, arbitrary: Arbitrary<T>): { weight: number; arbitrary: Arbitrary<T> } {
  return { weight, arbitrary };
}

const withDescriptors: Arbitrary<ControlRecord> = oneof(
  of(3, record({ kind: constant('descriptors'), count: constantFrom(1, 2, 3, 253) }, options)),
  of(
    1,
    record(
      { kind: constant('descriptors'), count: constantFrom(1, 2), bytes: constantFrom(2, 0, 17) },
      options,
    ),
  ),
);
const controlRecord: Arbitrary<ControlRecord> = oneof(
  of(9, record({ kind: constant('valid') }, options)),
  of(2, record({ kind: constant('byte'), value: constantFrom(0, 2, 255, 1, 0x31) }, options)),
  of(2, record({ kind: constant('empty') }, options)),
  of(2, record({ kind: constant('long'), bytes: constantFrom(2, 15, 16, 17, 4096) }, options)),
  of(2, withDescriptors),
);
const malformedRecord: Arbitrary<ControlRecord> = oneof(
  record({ kind: constant('byte'), value: constantFrom(0, 2, 255) }, options),
  record({ kind: constant('empty') }, options),
  record({ kind: constant('long'), bytes: constantFrom(2, 17) }, options),
  withDescriptors,
);

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
const reply: Arbitrary<Reply> = oneof(
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

/** What a child may have in its query. `{sentinel}` is what it has in place of the key. */
const piece = weighted(
  [10, 'app_key={sentinel}'],
  [4, 'limit=20'],
  [2, 'q=a%20b+c'],
  [2, 'app%5Fkey={sentinel}'],
  [1, '%61pp_ke%79={sentinel}'],
  [2, 'app_key=stolen-from-elsewhere'],
  [1, 'app_key'],
  [1, 'app_key='],
  [1, 'q={sentinel}'],
  [1, 'APP_KEY={sentinel}'],
  [1, 'app_key[]={sentinel}'],
  [1, 'x_app_key={sentinel}'],
  [1, 'app%255Fkey=x'],
  [1, 'q=%26app_key%3Dx'],
  [1, 'q=%zz'],
  [1, ''],
  [1, 'q=a#app_key=x'],
);

const path = weighted(
  [10, '/channel/list'],
  [2, '/one'],
  [1, '/'],
  [1, '//evil.invalid/x'],
  [1, '/a/../b'],
  [1, '/a%2F..%2Fb'],
  [1, '/{sentinel}/app_key={sentinel}'],
  [
    1,
    '/x%0d%0a%0d%0aGET%20/y%3Fapp_key=z%20HTTP/1.1%0d%0aHost:%20api.example%0d%0aX-Request:%20inner%0d%0a%0d%0a',
  ],
  [1, '/@evil.invalid/x'],
  [1, '/x#y'],
);

/** A header with one of a few values. */
function header(name: string, ...values: readonly [string, ...string[]]): Arbitrary<Header> {
  return record({ name: constant(name), value: constantFrom(...values) }, options);
}

const anyHeader: Arbitrary<Header> = oneof(
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
const usualHeader: Arbitrary<Header> = oneof(
  header('Accept', 'application/json', '*/*'),
  header('Cookie', 'app_key={sentinel}'),
  header('Accept-Encoding', 'gzip'),
);

const inner =
  'GET /inner?app_key=mine HTTP/1.1\r\nHost: api.example\r\nX-Request: inner\r\nX-Rest: y\r\n\r\n';
const oddBody: Arbitrary<ClientRequest['body']> = record(
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
const body: Arbitrary<ClientRequest['body']> = oneof(
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

const request: Arbitrary<ClientRequest> = record(
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
const usual: Arbitrary<ClientRequest> = record(
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
const framed: Arbitrary<ClientRequest> = record({ ...harmless, body: oddBody }, options);

const stream = integer({ min: 0, max: 3 });

const action: Arbitrary<Action> = oneof(
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
