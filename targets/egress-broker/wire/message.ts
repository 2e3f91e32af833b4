/** One HTTP/1.1 message as it stood on a connection. */
export interface Message {
  readonly startLine: string;
  /** In their order, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without its framing. */
  readonly body: string;
}

/** What a reader finds at a place of a connection's bytes. */
export type Read =
  | { readonly kind: 'message'; readonly message: Message; readonly end: number }
  /** There is only a part of one yet; `head`: its head, where that is whole. */
  | { readonly kind: 'partial'; readonly head?: Pick<Message, 'startLine' | 'headers'> }
  | { readonly kind: 'malformed'; readonly reason: string };

/** The values of a header. */
export function valuesOf({ headers }: Pick<Message, 'headers'>, name: string): readonly string[] {
  return headers.filter(([own]) => own === name).map(([, value]) => value);
}

function malformed(reason: string): Read {
  return { kind: 'malformed', reason };
}

const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([^\r\n\0]*?)[ \t]*$/;

function readHead(text: string, from: number, startLine: RegExp) {
  const end = text.indexOf('\r\n\r\n', from);
  if (end < 0) return { kind: 'partial' } as const;
  const [start = '', ...lines] = text.slice(from, end).split('\r\n');
  if (!startLine.test(start)) return { kind: 'malformed', reason: 'a first line that is none' } as const;
  const headers: [string, string][] = [];
  for (const line of lines) {
    const [, name, value = ''] = headerLine.exec(line) ?? [];
    if (name === undefined) return { kind: 'malformed', reason: 'a header line that is none' } as const;
    headers.push([name.toLowerCase(), value]);
  }
  return { kind: 'head', head: { startLine: start, headers }, bodyFrom: end + 4 } as const;
}

function readChunks(text: string, from: number): { body: string; end: number } | 'partial' | 'malformed' {
  let body = '';
  for (let at = from; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return 'partial';
    const line = text.slice(at, lineEnd);
    if (!/^[0-9a-f]{1,8}(;.*)?$/i.test(line)) return 'malformed';
    const size = Number.parseInt(line, 16);
    if (size === 0) {
      const trailers = text.startsWith('\r\n', lineEnd + 2) ? lineEnd : text.indexOf('\r\n\r\n', lineEnd + 2);
      if (trailers < 0 || text.length < trailers + 4) return 'partial';
      return { body, end: trailers + 4 };
    }
    const chunkEnd = lineEnd + 2 + size;
    if (text.length < chunkEnd + 2) return 'partial';
    if (!text.startsWith('\r\n', chunkEnd)) return 'malformed';
    body += text.slice(lineEnd + 2, chunkEnd);
    at = chunkEnd + 2;
  }
}

const requestLine = /^[A-Z]+ [!-~]+ HTTP\/1\.[01]$/;

/** Reads a request, strictly: what two readers could read in two ways is malformed (RFC 9112, 6.3 and 11.2). */
export function readRequest(text: string, from: number): Read {
  const read = readHead(text, from, requestLine);
  if (read.kind !== 'head') return read;
  const { head, bodyFrom } = read;
  const lengths = valuesOf(head, 'content-length');
  const codings = valuesOf(head, 'transfer-encoding');
  if (lengths.length + codings.length > 1) return malformed('a body whose end is told twice');
  if (valuesOf(head, 'host').length !== 1) return malformed('not exactly one Host header');
  if (codings.length === 1) {
    if (codings[0] !== 'chunked') return malformed('a transfer coding that is none');
    const chunks = readChunks(text, bodyFrom);
    if (chunks === 'malformed') return malformed('a chunk that is none');
    return chunks === 'partial'
      ? { kind: 'partial', head }
      : { kind: 'message', message: { ...head, body: chunks.body }, end: chunks.end };
  }
  const [length = '0'] = lengths;
  if (!/^\d{1,9}$/.test(length)) return malformed('a length that is none');
  const end = bodyFrom + Number(length);
  if (text.length < end) return { kind: 'partial', head };
  return { kind: 'message', message: { ...head, body: text.slice(bodyFrom, end) }, end };
}

/**
 * Reads a final response; those before it, of the 1xx kind, are passed over.
 * @param method what it answers
 * @param ended whether the connection has ended, orderly
 */
export function readResponse(text: string, from: number, method: string, ended: boolean): Read {
  const read = readHead(text, from, /^HTTP\/1\.[01] \d{3}( .*)?$/);
  if (read.kind !== 'head') return read;
  const { head, bodyFrom } = read;
  const status = statusOf(head);
  if (status < 200 && status !== 101) return readResponse(text, bodyFrom, method, ended);
  const whole = (body: string, end: number): Read => ({ kind: 'message', message: { ...head, body }, end });
  if (method === 'HEAD' || status === 204 || status === 304 || status === 101) return whole('', bodyFrom);
  if (valuesOf(head, 'transfer-encoding').length > 0) {
    const chunks = readChunks(text, bodyFrom);
    if (chunks === 'malformed') return malformed('a chunk that is none');
    return chunks === 'partial' ? { kind: 'partial', head } : whole(chunks.body, chunks.end);
  }
  const [length] = valuesOf(head, 'content-length');
  if (length === undefined)
    return ended ? whole(text.slice(bodyFrom), text.length) : { kind: 'partial', head };
  const end = bodyFrom + Number(length);
  return text.length < end ? { kind: 'partial', head } : whole(text.slice(bodyFrom, end), end);
}

/** The status of a response. */
export function statusOf({ startLine }: Pick<Message, 'startLine'>): number {
  return Number(startLine.split(' ', 2)[1]);
}
