import type { Reply } from '../scenario.ts';
import { readRequest, valuesOf } from './message.ts';
import { doingOf } from './reply-text.ts';

/** The upstream's side of one connection, whatever carries it. */
export interface Wire {
  write(text: string): void;
  end(): void;
  after(ms: number, act: () => void): void;
}

/** Replies to a request of which nothing is known: one that no client has sent like that. */
const unknown: Reply = {
  kind: 'answer',
  status: 200,
  framing: 'length',
  bytes: 0,
  echo: 'none',
  pieces: 1,
  afterMs: 0,
  hop: false,
};

/** Reads requests on one connection, keeps every byte, and replies as is planned. */
export class UpstreamPeer {
  constructor(wire: Wire, replies: (id: string) => Reply | undefined) {
    this.#wire = wire;
    this.#replies = replies;
  }

  readonly #wire: Wire;
  readonly #replies: (id: string) => Reply | undefined;
  #read = 0;
  /** All that came, as Latin-1. */
  bytes = '';

  receive(text: string): void {
    this.bytes += text;
    for (;;) {
      const read = readRequest(this.bytes, this.#read);
      if (read.kind === 'malformed') {
        this.#malformed();
        return;
      }
      if (read.kind === 'partial') return;
      this.#read = read.end;
      const [id = ''] = valuesOf(read.message, 'x-request');
      const doing = doingOf(this.#replies(id) ?? unknown, id, read.message);
      if (doing.kind === 'nothing') continue;
      const act = (): void => {
        for (const piece of doing.pieces) this.#wire.write(piece);
        if (doing.ends) this.#wire.end();
      };
      if (doing.afterMs === 0) act();
      else this.#wire.after(doing.afterMs, act);
    }
  }

  #malformed(): void {
    this.#read = this.bytes.length;
    this.#wire.write('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    this.#wire.end();
  }
}
