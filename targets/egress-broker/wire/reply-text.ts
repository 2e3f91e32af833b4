import { gzipSync } from 'node:zlib';
import { elsewhere, type Reply } from '../scenario.ts';
import { type Message, valuesOf } from './message.ts';

/** What the upstream does about a request. */
export type Doing =
  /** Writes these, one after the other; then the connection ends or is kept. */
  | {
      readonly kind: 'write';
      readonly pieces: readonly string[];
      readonly ends: boolean;
      readonly afterMs: number;
    }
  | { readonly kind: 'nothing' };

/** The key as the upstream reads it out of a target: the last `app_key` counts. */
function keyIn(target: string): string {
  return new URLSearchParams(target.split('?')[1] ?? '').getAll('app_key').at(-1) ?? '';
}

/** What tells a response to one request from all others. */
function marker(id: string): string {
  return `<reply to ${id}>`;
}

function json(text: string): string {
  return text.replace(/[^a-z]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function percent(text: string): string {
  return text.replace(/[^a-z]/g, char => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function cutUp(text: string, pieces: number): readonly string[] {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, nth) =>
    text.slice(nth * size, (nth + 1) * size),
  );
}

type Answer = Extract<Reply, { kind: 'answer' }>;

/** The body of an answer, before it is compressed; part of it repeats the key. */
export function answerBody({ status, bytes, echo }: Answer, id: string, target: string): string {
  if (status === 204) return '';
  const key = keyIn(target);
  const repeated: Partial<Record<Answer['echo'], string>> = {
    plain: `asked for ${target} with ${key}; again ${key}`,
    percent: percent(key),
    json: `{"key":"${json(key)}"}`,
    gzip: key,
    'gzip-unasked': key,
    'gzip-transfer': key,
  };
  return `${marker(id)}${repeated[echo] ?? ''}${'.'.repeat(bytes)}`;
}

/** Headers that have no key in them: what is passed back of them is what they are, byte for byte (Latin-1). */
export const plainHeaders = ['Set-Cookie: theme=dark', 'X-Name: caf\xe9'] as const;

function answer(reply: Answer, id: string, request: Message, target: string): Doing {
  const { status, framing, echo, pieces, afterMs, hop } = reply;
  const key = keyIn(target);
  const mayCompress = valuesOf(request, 'accept-encoding').join().includes('gzip');
  const isCoded = echo === 'gzip-unasked' || (echo === 'gzip' && mayCompress);
  const isTransfer = echo === 'gzip-transfer';
  const compressed = (isCoded || isTransfer) && status !== 204;
  const said = answerBody(reply, id, target);
  const body = compressed ? gzipSync(said).toString('latin1') : said;
  const head = [
    `HTTP/1.1 ${status} ${echo === 'status-line' ? `OK for ${key}` : 'OK'}`,
    `X-Reply: ${id}`,
    ...(compressed && isCoded ? ['Content-Encoding: gzip'] : []),
    ...(echo === 'header' ? [`X-Asked: ${target}`, `Set-Cookie: key=${key}`, ...plainHeaders] : []),
    ...(hop ? ['Connection: X-Hop', 'X-Hop: of this connection', 'Keep-Alive: timeout=5'] : []),
  ];
  const early = echo === 'early-hint' ? `HTTP/1.1 103 Early Hints\r\nLink: </?app_key=${key}>\r\n\r\n` : '';
  const written = (lines: readonly string[], parts: readonly string[], ends: boolean): Doing => ({
    kind: 'write',
    pieces: [`${early}${[...head, ...lines].join('\r\n')}\r\n\r\n`, ...parts],
    ends,
    afterMs,
  });
  if (status === 204) return written([], [], false);
  const silent = request.startLine.startsWith('HEAD ');
  const parts = silent ? [] : cutUp(body, pieces);
  switch (isTransfer ? 'chunked' : framing) {
    case 'length':
      return written([`Content-Length: ${body.length}`], parts, false);
    case 'close':
      return written(['Connection: close'], parts, true);
    case 'chunked': {
      const trailer = echo === 'trailer' ? `X-Key: ${key}\r\n` : '';
      const chunks = parts.map(part => `${part.length.toString(16)}\r\n${part}\r\n`);
      return written(
        [`Transfer-Encoding: ${isTransfer ? 'gzip, ' : ''}chunked`],
        silent ? [] : [...chunks, `0\r\n${trailer}\r\n`],
        false,
      );
    }
  }
}

const dyingBytes = 1000;
const oddLines = {
  'status-0': '000 None',
  'status-99': '099 Early',
  'control-character': '200 O\x01K',
} as const;

/** What the upstream does about a request that it has read, as its reply is planned. */
export function doingOf(reply: Reply, id: string, request: Message): Doing {
  const [, target = ''] = request.startLine.split(' ');
  const write = (text: string, ends: boolean): Doing => ({ kind: 'write', pieces: [text], ends, afterMs: 0 });
  switch (reply.kind) {
    case 'answer':
      return answer(reply, id, request, target);
    case 'redirect': {
      const to = reply.to === 'upstream' ? target : `http://${elsewhere}${target}`;
      return write(
        `HTTP/1.1 ${reply.status} Elsewhere\r\nX-Reply: ${id}\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`,
        false,
      );
    }
    case 'dies': {
      const head = `HTTP/1.1 200 OK\r\nX-Reply: ${id}\r\nContent-Length: ${dyingBytes}\r\n\r\n`;
      const whole = `${head}${marker(id)}`.padEnd(head.length + dyingBytes, '.');
      return write(whole.slice(0, Math.floor((whole.length * reply.permille) / 1000)), true);
    }
    case 'silent':
      return { kind: 'nothing' };
    case 'garbage':
      return write(`220 ${keyIn(target)} ESMTP\r\n`, true);
    case 'odd':
      return write(
        `HTTP/1.1 ${oddLines[reply.line]}\r\nX-Reply: ${id}\r\nContent-Length: ${marker(id).length}\r\n\r\n${marker(id)}`,
        false,
      );
    case 'switches':
      return write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\n${marker(id)}`,
        false,
      );
  }
}
