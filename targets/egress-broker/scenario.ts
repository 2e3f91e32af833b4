import { z } from 'zod';

/** What a record on the control channel is. `valid`: one byte 0x01; `long`: so many bytes, the first of them 0x01. */
const record = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('valid') }),
  z.strictObject({ kind: z.literal('byte'), value: z.int().min(0).max(255) }),
  z.strictObject({ kind: z.literal('empty') }),
  z.strictObject({ kind: z.literal('long'), bytes: z.int().min(2).max(4096) }),
  /** So many descriptors of the child's, attached to one byte 0x01, or to so many bytes, the first of them 0x01. */
  z.strictObject({
    kind: z.literal('descriptors'),
    count: z.int().min(1).max(253),
    bytes: z.int().min(0).max(4096).optional(),
  }),
]);

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'CONNECT'] as const;

/**
 * How a request says where its body ends. `both`: by a length and in chunks, where the chunks end first; `two-lengths`:
 * by two lengths that differ; `named-length`: by a length that `Connection` names as a header of the connection;
 * `cased`: in chunks, written in other cases; `extended`: in chunks with extensions and a trailer; `coded`: in chunks, and
 * compressed. By a length, too: `spaced`, with a blank before its colon; `signed`, with a plus; `folded`, behind a
 * header whose next line says another length; `bare-line-feed`, the same with a line feed alone.
 */
const framings = [
  'none',
  'length',
  'chunked',
  'both',
  'two-lengths',
  'named-length',
  'cased',
  'extended',
  'coded',
  'spaced',
  'signed',
  'folded',
  'bare-line-feed',
] as const;

/** What a request's Host header is. `elsewhere`: another host's name. */
const hosts = ['usual', 'elsewhere', 'missing', 'twice'] as const;

/**
 * How the upstream repeats what it was asked with, the key included. `gzip`: where that is asked for; `gzip-unasked`,
 * `gzip-transfer`: also where it is not, as the coding of the content or of its transfer.
 */
const echoes = [
  'none',
  'plain',
  'percent',
  'json',
  'header',
  'status-line',
  'trailer',
  'gzip',
  'gzip-unasked',
  'gzip-transfer',
  'early-hint',
] as const;

const visible = z.string().regex(/^[!-~]*$/);

const reply = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    status: z.union([z.literal(200), z.literal(201), z.literal(204), z.literal(404), z.literal(500)]),
    /** `close`: the body ends with the connection. */
    framing: z.enum(['length', 'chunked', 'close']),
    bytes: z.int().min(0).max(200_000),
    echo: z.enum(echoes),
    /** The body comes in so many pieces. */
    pieces: z.int().min(1).max(40),
    /** So long after the request. */
    afterMs: z.int().min(0).max(2000),
    /** Whether it has headers that belong to the connection. */
    hop: z.boolean(),
  }),
  /** To another place of the upstream, or to another host; where it leads has the query that came, key included. */
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]),
    to: z.enum(['upstream', 'elsewhere']),
  }),
  /** The connection ends after such a share of a response of 1,000 bytes. */
  z.strictObject({ kind: z.literal('dies'), permille: z.int().min(0).max(999) }),
  z.strictObject({ kind: z.literal('silent') }),
  /** No HTTP. */
  z.strictObject({ kind: z.literal('garbage') }),
  /** A response, but for its first line. */
  z.strictObject({ kind: z.literal('odd'), line: z.enum(['status-0', 'status-99', 'control-character']) }),
  /** 101 Switching Protocols. */
  z.strictObject({ kind: z.literal('switches') }),
]);

const request = z
  .strictObject({
    method: z.enum(methods),
    /** RFC 9112, 3.2: how the target is written. `absolute`: with another host's name; `authority`: only that. */
    form: z.enum(['origin', 'absolute', 'authority', 'asterisk']),
    path: visible.startsWith('/'),
    /** Pieces of the query, as they are. `{sentinel}` stands for what the child has in place of the key. */
    query: z.array(visible).readonly(),
    separator: z.enum(['&', ';']),
    version: z.enum(['1.1', '1.0']),
    host: z.enum(hosts),
    headers: z
      .array(z.strictObject({ name: z.string().regex(/^[A-Za-z-]+$/), value: z.string().regex(/^[!-~ ]*$/) }))
      .readonly(),
    body: z.strictObject({ framing: z.enum(framings), text: z.string().regex(/^[\r\n -~]*$/) }),
    reply,
  })
  .refine(({ body: { framing, text } }) => framing !== 'none' || text === '', {
    message: 'a body needs framing',
    path: ['body'],
  });

const stream = z.int().min(0).max(9);

const action = z.discriminatedUnion('do', [
  /** One record on the control channel; the answer is awaited. */
  z.strictObject({ do: z.literal('ask'), record }),
  /**
   * Many of them; what is granted is closed at once, or kept. `reads`: whether answers are read meanwhile or only
   * afterwards.
   */
  z.strictObject({
    do: z.literal('flood'),
    record,
    times: z.int().min(2).max(300),
    reads: z.boolean(),
    keeps: z.boolean().optional(),
  }),
  /** Requests in one write on a stream, or only such a share of their bytes. */
  z.strictObject({
    do: z.literal('send'),
    stream,
    requests: z.array(request).min(1).max(4).readonly(),
    permille: z.int().min(1).max(1000),
  }),
  z.strictObject({ do: z.literal('stop-reading'), stream }),
  z.strictObject({ do: z.literal('read-again'), stream }),
  z.strictObject({ do: z.literal('close'), stream }),
  z.strictObject({ do: z.literal('close-channel') }),
  /** Another process gets everything that the child has open, and keeps it when the child is gone. */
  z.strictObject({ do: z.literal('fork') }),
  z.strictObject({ do: z.literal('wait'), ms: z.int().min(1).max(200_000) }),
  /** The broker is told to stop; `ignored`: the child does not end when it is told to. */
  z.strictObject({ do: z.literal('stop'), ignored: z.boolean() }),
  /** The child ends, and the broker is started again, with the other key. */
  z.strictObject({ do: z.literal('restart') }),
  z.strictObject({ do: z.literal('exit'), status: z.int().min(0).max(255) }),
  z.strictObject({ do: z.literal('die'), signal: z.enum(['SIGKILL', 'SIGTERM', 'SIGSEGV']) }),
]);

/** What goes wrong with the n-th pair of streams of all that are made. */
const pairFaults = ['not-made', 'own-end-broken', 'not-passed'] as const;

const key = z.string().regex(/^[A-Za-z0-9._~+/=-]{8,512}$/);

/** Everything that decides one run of a broker. */
export const scenarioSchema = z
  .strictObject({
    /** `bare`: it can't pass descriptors. */
    platform: z.enum(['linux', 'bare']),
    /** What KEY_FILE is. `no-line-end`, `line`: good ones. */
    keyFile: z.enum(['line', 'no-line-end', 'missing', 'empty', 'two-lines', 'short', 'blank-inside']),
    /** The first start's key, and that of the second, the third... in turn. */
    keys: z.tuple([key, key]).readonly(),
    /** Where the broker's own environment has the key: nowhere; as FLASHDUTY_APP_KEY; inside another variable. */
    planted: z.enum(['nowhere', 'key-variable', 'other-variable']),
    /** `down`: nobody listens there. */
    upstream: z.enum(['up', 'down']),
    faults: z.array(z.strictObject({ nth: z.int().min(1).max(20), kind: z.enum(pairFaults) })).readonly(),
    actions: z.array(action).max(40).readonly(),
  })
  .refine(({ keys: [one, other] }) => !one.includes(other) && !other.includes(one), {
    message: 'a key must not be part of the other',
    path: ['keys'],
  });

/** One scenario of the egress broker: plain JSON. */
export type Scenario = z.infer<typeof scenarioSchema>;
export type Action = Scenario['actions'][number];
export type ControlRecord = Extract<Action, { do: 'ask' }>['record'];
export type ClientRequest = Extract<Action, { do: 'send' }>['requests'][number];
export type Reply = ClientRequest['reply'];

/** What the child has where the key belongs. */
export const sentinel = 'held-by-the-broker';
/** The host whose name requests and redirects use to get elsewhere. */
export const elsewhere = 'evil.invalid';
/** A header that tells a request from all others; the upstream goes by it. */
export const requestHeader = 'X-Request';
/** Where the child is told that the upstream is. */
export const placeholderHost = 'broker.invalid';
