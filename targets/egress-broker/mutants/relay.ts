import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { scrubText } from '../reference/scrub.ts';
import type { Session, Steps } from '../reference/steps.ts';
import { readResponse, statusOf } from '../wire/message.ts';

/** What a relay does in its own way. */
interface Ways {
  /** The request as it is sent. */
  readonly text?: (request: IncomingMessage, target: string, body: string, session: Session) => string;
  /** The connection for a request. */
  readonly connection?: (session: Session) => Duplex;
  /** Whether it minds how a response is coded. */
  readonly minds?: (coding: { readonly content: string; readonly transfer: string }) => boolean;
  /** Whether the request is broken off when its client has gone. */
  readonly abandons?: boolean;
  /** Whether what came is passed back as a whole response when the connection ends. */
  readonly trusting?: boolean;
  /** What is done about a response; true: something was. */
  readonly answered?: (
    head: { status: number; location: string | undefined },
    again: (session: Session, target: string) => void,
    session: Session,
  ) => boolean;
}

/** The headers that a relay forwards; the body is sent with a length. */
function headLines(request: IncomingMessage, session: Session): string {
  const raw = session.steps.requestHeaders(request.rawHeaders, session.upstream.authority);
  const pairs = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
  return pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('');
}

function chunked(body: string): string {
  return body === '' ? '0\r\n\r\n' : `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}

/** A request as it should be sent. */
export function properText(request: IncomingMessage, target: string, body: string, session: Session): string {
  const lines = headLines(request, session);
  const framed = /^transfer-encoding:/im.test(lines) ? chunked(body) : body;
  return `${request.method} ${target} HTTP/1.1\r\n${lines}\r\n${framed}`;
}

/** A forwarder that writes and reads HTTP by hand: the beginning of many bugs. */
export function relay(ways: Ways): Steps['forward'] {
  return (session, request, response) => {
    const target = session.steps.rewriteTarget(request.url ?? '', session.key);
    if (target === undefined || isCodedRequest(request)) {
      refuse(response, 400);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => {});
    request.on('end', () =>
      exchange(session, target, { ways, request, response, body: Buffer.concat(chunks).toString('latin1') }),
    );
  };
}

function isCodedRequest({ headers }: IncomingMessage): boolean {
  return (headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked';
}

function refuse(response: ServerResponse, status: number): void {
  response.sendDate = false;
  response.writeHead(status, ['Content-Length', '0']).end();
}

interface Turn {
  readonly ways: Ways;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
}

function exchange(session: Session, target: string, turn: Turn): void {
  const { ways, request, response, body } = turn;
  const connection = ways.connection?.(session) ?? session.seams.connect(session.upstream);
  const isShared = ways.connection !== undefined;
  if (!isShared && ways.abandons !== false) {
    session.open.add(connection);
    connection.once('close', () => session.open.delete(connection));
    response.once('close', () => connection.destroy());
  }
  let came = '';
  let over = false;
  const read = (ended: boolean): void => {
    const message = readResponse(came, 0, request.method ?? '', ended && !response.destroyed);
    if (over || (message.kind === 'partial' && !ended)) return;
    over = true;
    connection.off('data', take);
    if (!isShared) connection.destroy();
    if (response.destroyed) return;
    const isWhole = message.kind === 'message';
    const head = isWhole ? message.message : message.kind === 'partial' ? message.head : undefined;
    if (head === undefined || (!isWhole && ways.trusting !== true) || isOdd(head, ways)) {
      refuse(response, 502);
      return;
    }
    const [location] = head.headers.filter(([name]) => name === 'location').map(([, value]) => value);
    const again = (other: Session, next: string): void => exchange(other, next, turn);
    if (ways.answered?.({ status: statusOf(head), location }, again, session)) return;
    passBack(
      session,
      response,
      head,
      isWhole ? message.message.body : came.slice(came.indexOf('\r\n\r\n') + 4),
    );
  };
  const take = (chunk: Buffer): void => {
    came += chunk.toString('latin1');
    read(false);
  };
  connection.on('data', take);
  connection.once('end', () => read(true));
  connection.once('close', () => read(true));
  connection.on('error', () => {});
  connection.write((ways.text ?? properText)(request, target, body, session), 'latin1');
}

/** Whether a response can't be passed on as it is. */
function isOdd({ startLine, headers }: Head, { minds = isCoded }: Ways): boolean {
  const [content = 'identity'] = headers
    .filter(([name]) => name === 'content-encoding')
    .map(([, value]) => value);
  const [transfer = 'chunked'] = headers
    .filter(([name]) => name === 'transfer-encoding')
    .map(([, value]) => value);
  return !/^[ -~]*$/.test(startLine) || statusOf({ startLine }) < 200 || minds({ content, transfer });
}

function isCoded({ content, transfer }: { readonly content: string; readonly transfer: string }): boolean {
  return content !== 'identity' || transfer !== 'chunked';
}

type Head = { readonly startLine: string; readonly headers: readonly (readonly [string, string])[] };

function passBack({ steps, key }: Session, response: ServerResponse, head: Head, body: string): void {
  const kept = steps
    .responseHeaders(head.headers.flat(), key)
    .flatMap((name, at, all) =>
      at % 2 === 0 && !/^content-length$/i.test(name) ? [name, all[at + 1] ?? ''] : [],
    );
  response.sendDate = false;
  response.writeHead(statusOf(head), scrubText(head.startLine.split(' ').slice(2).join(' '), key), kept);
  const scrubber = steps.scrubber(key);
  scrubber.pipe(response);
  scrubber.end(Buffer.from(body, 'latin1'));
}
