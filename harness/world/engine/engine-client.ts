import { Agent, type IncomingMessage, request } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { HarnessFault } from '../../harness-fault.ts';

/** What an engine answered. */
export interface EngineAnswer {
  readonly status: number;
  /** The whole of it, of 64 MiB at most. */
  readonly body: Buffer;
}

/** A request of Docker's HTTP interface. */
export interface EngineRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** From the first slash, without a version: the engine's own is taken. */
  readonly path: string;
  /** What follows the question mark. What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** A document, or a stream of a tar archive. */
  readonly body?: unknown | Readable;
  /** Time limit in ms. Default 30,000. */
  readonly limitMs?: number;
}

const standardLimitMs = 30_000;

/** Speaks to one engine through its socket. Connections are kept. */
export class EngineClient implements Disposable {
  constructor(socket: string) {
    this.socket = socket;
  }

  readonly socket: string;
  readonly #agent = new Agent({ keepAlive: true });

  /**
   * Asks, and takes whatever status comes.
   * @throws HarnessFault `engine` when there is no answer
   */
  async ask(asked: EngineRequest): Promise<EngineAnswer> {
    const message = await this.#send(asked);
    try {
      return { status: message.statusCode ?? 0, body: await wholeOf(message) };
    } catch (cause) {
      throw lost(asked, cause);
    }
  }

  /**
   * Asks for a document.
   * @throws HarnessFault `engine` when there is no answer, or a status of 400 or more, with what the engine says
   */
  async get<T = unknown>(asked: EngineRequest): Promise<T> {
    const { status, body } = await this.ask(asked);
    const said = body.toString('utf8');
    if (status >= 400) throw refused(asked, status, said);
    return (said.trim() === '' ? undefined : JSON.parse(said)) as T;
  }

  /**
   * Asks for a stream, as of an archive. It must be read to its end or destroyed.
   * @throws HarnessFault `engine`
   */
  async stream(asked: EngineRequest): Promise<Readable> {
    const message = await this.#send(asked);
    const status = message.statusCode ?? 0;
    if (status >= 400) throw refused(asked, status, await text(message));
    return message;
  }

  #send(asked: EngineRequest): Promise<IncomingMessage> {
    const { method = 'GET', body, limitMs = standardLimitMs } = asked;
    const streamed = isStream(body);
    const plain = body === undefined || streamed ? undefined : JSON.stringify(body);
    const headers = {
      ...(streamed && { 'Content-Type': 'application/x-tar' }),
      ...(plain !== undefined && {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(plain),
      }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          socketPath: this.socket,
          agent: this.#agent,
          method,
          path: pathOf(asked),
          headers: { Host: 'engine', ...headers },
          signal: AbortSignal.timeout(limitMs),
        },
        resolve,
      );
      sent.on('error', cause => reject(lost(asked, cause)));
      if (streamed) body.on('error', cause => sent.destroy(cause)).pipe(sent);
      else sent.end(plain);
    });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

const mostBytes = 64 * 1024 * 1024;

async function wholeOf(message: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) throw new Error(`more than ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Whether an engine listens at a socket, and answers soon. */
export async function isAnswering(socket: string): Promise<boolean> {
  using client = new EngineClient(socket);
  try {
    return (await client.ask({ path: '/_ping', limitMs: 2_000 })).status === 200;
  } catch {
    return false;
  }
}

function pathOf({ path, query = {} }: EngineRequest): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

function refused({ method = 'GET', path }: EngineRequest, status: number, said: string): HarnessFault {
  const [, message = said.trim()] = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(said) ?? [];
  return new HarnessFault(`the engine answered ${method} ${path} with ${status}: ${message}`, 'engine');
}

function lost({ method = 'GET', path }: EngineRequest, cause: unknown): HarnessFault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new HarnessFault(`the engine did not answer ${method} ${path}: ${why}`, 'engine', { cause });
}
