import type { ConnectionSeen, Observation, Sent, StreamSeen } from './observation.ts';
import type { ClientRequest, Scenario } from './scenario.ts';
import { type Message, readRequest, readResponse, valuesOf } from './wire/message.ts';

/** Every broker reads these as requests that ask for nothing special. */
const plainMethods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'DELETE', 'HEAD']);
/** Headers that any client sends; others may be refused. */
const harmlessHeaders: ReadonlySet<string> = new Set(['accept', 'user-agent', 'x-team', 'cookie']);
const plainFramings: ReadonlySet<string> = new Set(['none', 'length', 'chunked', 'cased']);

/** Whether a request is clearly harmless. */
export function isPlain(request: ClientRequest): boolean {
  const { method, form, path, query, host, headers, body } = request;
  return (
    form === 'origin' &&
    host === 'usual' &&
    plainMethods.has(method) &&
    plainFramings.has(body.framing) &&
    headers.every(({ name }) => harmlessHeaders.has(name.toLowerCase())) &&
    /^\/(?!\/)[\w./%-]*$/.test(path) &&
    query.every(piece => /^[\w.%={}+[\]-]*$/.test(piece))
  );
}

/** The request that was sent. */
export function requestOf({ actions }: Scenario, { action, nth }: Sent): ClientRequest {
  const sending = actions[action];
  const request = sending?.do === 'send' ? sending.requests[nth] : undefined;
  if (request === undefined) throw new TypeError(`action ${action} sends no request ${nth}`);
  return request;
}

/** What a broker can't do without. */
export function canServe({ platform, keyFile }: Scenario): boolean {
  return platform === 'linux' && (keyFile === 'line' || keyFile === 'no-line-end');
}

/** A text with everything undone that can be undone: percent-encoding, escapes of JSON. */
function undone(text: string): string {
  return text
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll('\\/', '/');
}

/** Whether a key can be read out of a text. */
export function tells(text: string, key: string): boolean {
  return text.includes(key) || undone(text).includes(key);
}

/** A request on a connection to the upstream; `whole`: all of it came. */
export interface Forwarded {
  readonly start: number;
  readonly id: string;
  readonly method: string;
  readonly target: string;
  readonly message: Message;
  readonly whole: boolean;
}

/** What a connection's bytes are, read strictly. */
export function readConnection({ start, bytes }: ConnectionSeen): {
  readonly requests: readonly Forwarded[];
  readonly malformed: string | undefined;
} {
  const requests: Forwarded[] = [];
  const add = (message: Message, whole: boolean): void => {
    const [method = '', target = ''] = message.startLine.split(' ');
    const [id = ''] = valuesOf(message, 'x-request');
    requests.push({ start, id, method, target, message, whole });
  };
  for (let at = 0; at < bytes.length; ) {
    const read = readRequest(bytes, at);
    if (read.kind === 'malformed') return { requests, malformed: read.reason };
    if (read.kind === 'partial') {
      if (read.head !== undefined) add({ ...read.head, body: '' }, false);
      break;
    }
    add(read.message, true);
    at = read.end;
  }
  return { requests, malformed: undefined };
}

const known = new WeakMap<Observation, readonly Forwarded[]>();

/** Every request that came to the upstream. */
export function forwarded(observation: Observation): readonly Forwarded[] {
  const found = known.get(observation);
  if (found !== undefined) return found;
  const made = observation.connections.flatMap(connection => readConnection(connection).requests);
  known.set(observation, made);
  return made;
}

/** Parameters of a target's query, as an upstream by the older rules too would read them. */
export function parametersOf(target: string): readonly { readonly name: string; readonly piece: string }[] {
  const [, ...query] = target.split('?');
  return query
    .join('?')
    .split(/[&;]/)
    .filter(piece => piece !== '')
    .map(piece => ({ name: [...new URLSearchParams(piece).keys()][0] ?? '', piece }));
}

/** A whole request on a stream and what answers it. */
export interface Exchange {
  readonly sent: Sent;
  readonly request: ClientRequest;
  /** Undefined: no whole response. */
  readonly response: Message | undefined;
  /** The head of a response that never became whole. */
  readonly head: Pick<Message, 'startLine' | 'headers'> | undefined;
}

/** The requests of a stream with their responses, in order, as far as both can be told apart. */
export function exchangesOf(scenario: Scenario, stream: StreamSeen): readonly Exchange[] {
  const exchanges: Exchange[] = [];
  let at = 0;
  for (const sent of stream.sent) {
    if (!sent.whole) break;
    const request = requestOf(scenario, sent);
    const read = readResponse(stream.received, at, request.method, stream.ended);
    const response = read.kind === 'message' ? read.message : undefined;
    exchanges.push({ sent, request, response, head: read.kind === 'partial' ? read.head : undefined });
    if (read.kind !== 'message') break;
    at = read.end;
  }
  return exchanges;
}

/** Whether a response is compressed although nobody asked for it: the key can't be found in it. */
function isSealed(reply: ClientRequest['reply']): boolean {
  return reply.kind === 'answer' && (reply.echo === 'gzip-unasked' || reply.echo === 'gzip-transfer');
}

/** Whether a stream is stuck: its client does not read or has not said all, or the upstream takes its time. */
export function isStuck(scenario: Scenario, { sent, reading }: StreamSeen): boolean {
  return (
    !reading ||
    sent.some(one => {
      const { reply } = requestOf(scenario, one);
      return !one.whole || reply.kind === 'silent' || (reply.kind === 'answer' && reply.afterMs > 0);
    })
  );
}

/** So long a client that waits in a scenario may not have waited in order to be judged by what it got. */
const shortMs = 5_000;
const patienceMs = 2_000;

/**
 * Requests that had to be answered by the upstream's own response: harmless ones behind harmless ones, on streams that
 * nothing else happened to, in a start that came to its end.
 */
export function owed(scenario: Scenario, { starts, streams }: Observation) {
  const waited = scenario.actions.reduce((sum, one) => sum + (one.do === 'wait' ? one.ms : 0), 0);
  if (scenario.upstream === 'down' || waited > shortMs) return [];
  return streams
    .filter(({ start, reading, closedByChild }) => starts[start]?.finished && reading && !closedByChild)
    .filter(({ sent }) => sent.every(one => one.whole))
    .flatMap(stream => {
      const exchanges = exchangesOf(scenario, stream);
      let waits = 0;
      const due: Exchange[] = [];
      for (const exchange of exchanges) {
        // What comes behind may be refused, and takes nothing from what came before.
        if (!isPlain(exchange.request)) break;
        const { reply, version } = exchange.request;
        waits += reply.kind === 'answer' ? reply.afterMs : 0;
        if ((reply.kind !== 'answer' && reply.kind !== 'redirect') || waits > patienceMs) break;
        if (isSealed(reply)) break;
        due.push(exchange);
        if (version === '1.0') break;
      }
      return due.map(exchange => ({ stream, exchange }));
    });
}
