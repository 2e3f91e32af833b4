import { chmodSync, linkSync, renameSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request that came to a proxy, of Docker's HTTP interface. */
export interface ProxyRequest {
  readonly method: 'GET' | 'HEAD';
  /** With version and query, as the client wrote it. */
  readonly path: string;
  /**
   * Asks the engine, which may never answer.
   * @param path default: the client's own
   * @returns every byte of the answer, head included
   * @throws Error when the engine can't be reached
   */
  answer(path?: string): Promise<Buffer>;
}

/** What a client gets: these bytes, and then the end, or nothing more for as long as it waits. */
export interface Given {
  readonly bytes: Buffer;
  readonly afterwards: 'ends' | 'silence';
}

export interface ProxyOptions {
  /** Path of the engine's socket. */
  readonly engine: string;
  /** Where the proxy listens: nothing is there yet. */
  readonly at: string;
  /** Of that socket: who may connect. */
  readonly mode: number;
  /** Decides what a client gets. Undefined: it is told that this is not for it. What it throws ends the connection. */
  give(request: ProxyRequest): Promise<Given | undefined>;
}

/** A proxy that listens until it is disposed of. What it holds open then ends. */
export interface CuttingProxy extends AsyncDisposable {
  /** What `give` threw while a client waited, the first of it. */
  readonly fault: unknown;
}

/** A request's head is longer than that only where somebody writes for ever. */
const longestHead = 64 * 1024;
/** Requests that change nothing: who stands behind a proxy only looks. */
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Stands between clients and an engine, socket to socket, and gives what it is told to of each answer. A connection
 * carries one request. Only requests that change nothing get through.
 */
export async function openCuttingProxy(options: ProxyOptions): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  const kept = (socket: Socket): Socket => {
    open.add(socket);
    // Who goes away in the middle is what a proxy like this is for.
    return socket.on('error', () => {}).on('close', () => open.delete(socket));
  };
  let fault: unknown;
  const server = createServer({ allowHalfOpen: true }, client => {
    serve(kept(client), options, () => kept(createConnection(options.engine))).catch(error => {
      // Where the client has gone nobody is left to be answered.
      if (!client.destroyed) fault ??= error;
      client.destroy();
    });
  });
  await listening(server, options.at);
  chmodSync(options.at, options.mode);
  return {
    get fault() {
      return fault;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Leaves a socket that nobody listens at, as a process does that was killed: connecting to it is refused. */
export async function leaveDeadSocket(at: string, mode: number): Promise<void> {
  const server = createServer();
  await listening(server, at);
  // Closing takes away what has the name.
  linkSync(at, `${at}.dead`);
  await new Promise(resolve => server.close(resolve));
  chmodSync(`${at}.dead`, mode);
  renameSync(`${at}.dead`, at);
}

function listening(server: Server, at: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
}

async function serve(client: Socket, { give }: ProxyOptions, connect: () => Socket): Promise<void> {
  const head = await headOf(client);
  if (head === undefined) {
    client.destroy();
    return;
  }
  const [line = '', ...headers] = head.split('\r\n');
  const [method = '', path = ''] = line.split(' ');
  const given = isRead(method)
    ? await give({
        method,
        path,
        answer: (other = path) => {
          const upstream = connect();
          // Nobody waits for it any more.
          client.once('close', () => upstream.destroy());
          upstream.write(requestText(`${method} ${other} HTTP/1.1`, headers));
          return buffer(upstream);
        },
      })
    : undefined;
  const { bytes, afterwards } = given ?? refusal;
  client.write(bytes);
  if (afterwards === 'ends') client.end();
}

function isRead(method: string): method is ProxyRequest['method'] {
  return reads.has(method);
}

/** The engine is to close the connection behind its answer: what comes before that is the answer. */
function requestText(line: string, headers: readonly string[]): string {
  const others = headers.filter(header => !/^connection:/i.test(header));
  return [line, ...others, 'Connection: close', '', ''].join('\r\n');
}

/** The head of a request, without the empty line behind it. Undefined: there is no whole one. */
async function headOf(client: Socket): Promise<string | undefined> {
  let text = '';
  return new Promise(resolve => {
    client.on('data', part => {
      text += part.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > longestHead) resolve(undefined);
    });
    client.once('end', () => resolve(undefined)).once('close', () => resolve(undefined));
  });
}

const refused = '{"message":"a client behind this proxy only looks at its own containers"}\n';
const refusal: Given = {
  bytes: Buffer.from(
    `HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: ${refused.length}\r\nConnection: close\r\n\r\n${refused}`,
  ),
  afterwards: 'ends',
};
