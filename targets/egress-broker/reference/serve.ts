import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { after, keepOpen } from './session.ts';
import type { Session } from './steps.ts';

/** The answer to what is no request that could be forwarded; the stream ends with it. */
export function plainAnswer(status: string): string {
  return `HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
}

const waits = new WeakMap<Duplex, () => void>();
/** Streams on which there was something else than a request: whatever follows is not looked at. */
const spoilt = new WeakSet<Duplex>();
/** The response to the last request that was read from a stream, and the one that is under way. */
const latest = new WeakMap<Duplex, ServerResponse>();
const current = new WeakMap<Duplex, ServerResponse>();

/** Serves HTTP on a stream. A client that does not get its request said in time is let go. */
export function serve(session: Session, stream: Duplex): void {
  const closed = keepOpen(session, stream);
  stream.on('error', () => stream.destroy());
  stream.once('close', () => {
    waits.get(stream)?.();
    closed();
  });
  awaitHead(session, stream);
  session.server.emit('connection', stream);
}

function awaitHead(session: Session, stream: Duplex): void {
  waits.get(stream)?.();
  if (session.stopped || stream.destroyed) return;
  waits.set(
    stream,
    after(session, session.steps.limits.headMs, () => stream.destroy()),
  );
}

/** Makes the server of a session. It is given streams and listens nowhere. */
export function openServer(session: () => Session): Server {
  // Time is kept here, by the session's clock: the server's own limits only count where it listens.
  const server = createServer({ keepAliveTimeout: 0, requireHostHeader: false });
  const serveOne = (request: IncomingMessage, response: ServerResponse): void => {
    const stream: Duplex = request.socket;
    waits.get(stream)?.();
    const before = latest.get(stream);
    latest.set(stream, response);
    response.once('close', () => {
      if (latest.get(stream) === response) awaitHead(session(), stream);
    });
    afterwards(before, () => {
      current.set(stream, response);
      if (spoilt.has(stream) && !request.complete) stream.destroy();
      else if (stream.writable) session().steps.forward(session(), request, response);
    });
  };
  server.on('request', serveOne);
  server.on('checkExpectation', serveOne);
  server.on('connect', (_request, stream: Duplex) => {
    // Node has taken its listeners off the stream, on which responses may still be under way.
    stream.on('drain', () => current.get(stream)?.emit('drain'));
    stream.once('end', () => stream.destroy());
    stream.resume();
    refuseRest(stream, '405 Method Not Allowed');
  });
  server.on('clientError', (_error, stream: Duplex) => refuseRest(stream, '400 Bad Request'));
  return server;
}

/** Answers what is no request when its turn comes; the stream ends with it. */
function refuseRest(stream: Duplex, status: string): void {
  if (spoilt.has(stream)) return;
  spoilt.add(stream);
  const before = latest.get(stream);
  // The body of the request that is being forwarded: it has no end.
  if (before !== undefined && !before.closed && !before.req.complete && current.get(stream) === before) {
    stream.destroy();
    return;
  }
  afterwards(before, () => {
    if (stream.writable) stream.end(plainAnswer(status), () => stream.destroy());
    else stream.destroy();
  });
}

/**
 * Acts when a response is over. Requests of one stream are served in turn (RFC 9112, 9.3.2): one may depend on what the
 * one before it does, and a row of them would be as many connections.
 */
function afterwards(before: ServerResponse | undefined, act: () => void): void {
  if (before === undefined || before.closed) act();
  else before.once('close', act);
}
