import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { scrubText } from './scrub.ts';
import { after, complain, keepOpen } from './session.ts';
import type { Session } from './steps.ts';

/** Answers a request without forwarding it. */
function answerSelf(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.sendDate = false;
  response.writeHead(status, ['Content-Length', '0', 'Connection', 'close']);
  // What is left of the request is not read: the stream ends.
  response.end(() => request.socket.destroy());
}

/** Whether a body is as it is sent, or in chunks. What is coded otherwise could not be told any more without its name. */
function isFramedPlainly({ headers }: IncomingMessage): boolean {
  return (headers['transfer-encoding'] ?? 'chunked').toLowerCase() === 'chunked';
}

/** Whether a response can be passed on: a final one, whose body is not compressed, so that the key is found in it. */
function canBePassed(incoming: IncomingMessage): boolean {
  const { statusCode = 0, statusMessage = '', headers } = incoming;
  return (
    statusCode >= 200 &&
    /^[\t\x20-\x7e\x80-\xff]*$/.test(statusMessage) &&
    isFramedPlainly(incoming) &&
    (headers['content-encoding'] ?? 'identity') === 'identity'
  );
}

/** Forwards a request to the upstream, on a connection of its own, and passes the response back without the key. */
export function forward(session: Session, request: IncomingMessage, response: ServerResponse): void {
  const { seams, steps, upstream, key } = session;
  const target = steps.rewriteTarget(request.url ?? '', key);
  const hostNamed = request.rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name)).length;
  if (!isFramedPlainly(request)) {
    answerSelf(request, response, 501);
    return;
  }
  if (target === undefined || hostNamed > 1 || (hostNamed === 0 && request.httpVersion !== '1.0')) {
    answerSelf(request, response, 400);
    return;
  }
  const connection = seams.connect(upstream);
  const closed = keepOpen(session, connection);
  connection.once('close', closed);
  let outgoing: ClientRequest;
  try {
    outgoing = httpRequest({
      method: request.method,
      path: target,
      headers: steps.requestHeaders(request.rawHeaders, upstream.authority),
      setHost: false,
      createConnection: () => connection,
    });
  } catch {
    connection.destroy();
    answerSelf(request, response, 400);
    return;
  }
  const exchange = new Exchange(session, request, response, outgoing);
  outgoing.once('close', () => connection.destroy());
  outgoing.once('response', incoming => exchange.passBack(incoming));
  for (const failing of [connection, outgoing]) failing.on('error', error => exchange.fail(502, error));
  outgoing.once('close', () => exchange.fail(502));
  response.once('close', () => outgoing.destroy());
  exchange.begin();
}

/** One request and its response. */
class Exchange {
  constructor(session: Session, request: IncomingMessage, response: ServerResponse, outgoing: ClientRequest) {
    this.#session = session;
    this.#request = request;
    this.#response = response;
    this.#outgoing = outgoing;
  }

  readonly #session: Session;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #outgoing: ClientRequest;
  #callOff: () => void = () => {};
  #over = false;
  #incoming: IncomingMessage | undefined;

  begin(): void {
    // Those here and those of a pipeline are more than Node takes for usual.
    this.#response.setMaxListeners(20);
    const { limits } = this.#session.steps;
    this.#wait(limits.bodyMs, 408);
    this.#request.on('data', () => this.#wait(limits.bodyMs, 408));
    this.#request.once('end', () => this.#wait(limits.responseMs, 504));
    this.#response.once('close', () => this.#callOff());
    this.#request.once('error', () => this.#outgoing.destroy());
    this.#request.pipe(this.#outgoing);
  }

  #wait(ms: number, status: number): void {
    this.#callOff();
    if (this.#over || this.#session.stopped) return;
    this.#callOff = after(this.#session, ms, () => this.fail(status));
  }

  passBack(incoming: IncomingMessage): void {
    const { steps, key } = this.#session;
    if (!canBePassed(incoming)) {
      this.fail(502);
      return;
    }
    this.#over = true;
    this.#incoming = incoming;
    this.#callOff();
    const response = this.#response;
    response.sendDate = false;
    const { statusCode = 502, statusMessage = '', rawHeaders } = incoming;
    response.writeHead(statusCode, scrubText(statusMessage, key), steps.responseHeaders(rawHeaders, key));
    // Sends the head at once and, unlike flushHeaders, byte for byte.
    response.write(Buffer.alloc(0));
    // A response that breaks off is broken off here too: its client must not take it for whole.
    pipeline(incoming, steps.scrubber(key), response, () => void this.#outgoing.destroy());
  }

  fail(status: number, error?: NodeJS.ErrnoException): void {
    // A response that ends with its connection looks whole to its reader when the connection fails.
    if (error !== undefined) this.#incoming?.destroy(error);
    if (this.#over) return;
    this.#over = true;
    this.#callOff();
    this.#outgoing.destroy();
    if (this.#session.stopped || this.#response.destroyed) return;
    complain(this.#session, `a request failed with ${status}${error?.code ? `: ${error.code}` : ''}`);
    answerSelf(this.#request, this.#response, status);
  }
}
