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
/** The last response that was begun on a stream. */
const latest = new WeakMap<Duplex, ServerResponse>();

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
    latest.set(stream, response);
    response.once('close', () => awaitHead(session(), stream));
    session().steps.forward(session(), request, response);
  };
  server.on('request', serveOne);
  server.on('checkExpectation', serveOne);
  server.on('connect', (_request, stream: Duplex) => stream.end(plainAnswer('405 Method Not Allowed')));
  server.on('clientError', (_error, stream: Duplex) => {
    if (spoilt.has(stream)) return;
    spoilt.add(stream);
    const before = latest.get(stream);
    // What is wrong comes behind a request that was right: its response is not to be taken for the other's.
    if (before !== undefined && !before.closed) before.once('close', () => stream.destroy());
    else if (stream.writable) stream.end(plainAnswer('400 Bad Request'), () => stream.destroy());
    else stream.destroy();
  });
  return server;
}
