import { gzipSync } from 'node:zlib';
import { type ClientRequest, elsewhere, placeholderHost, requestHeader, sentinel } from '../scenario.ts';

/** A request's target as it is written. */
export function targetOf({ form, path, query, separator }: ClientRequest): string {
  if (form === 'asterisk') return '*';
  if (form === 'authority') return `${elsewhere}:443`;
  const pieces = query.map(piece => piece.replaceAll('{sentinel}', sentinel)).join(separator);
  const target = query.length === 0 ? path : `${path}?${pieces}`;
  return form === 'absolute' ? `http://${elsewhere}${target}` : target;
}

/** A body's text; what stands for the sentinel is filled in. */
export function bodyOf({ body: { text } }: ClientRequest): string {
  return text.replaceAll('{sentinel}', sentinel);
}

function hostLines({ host }: ClientRequest): readonly string[] {
  switch (host) {
    case 'usual':
      return [`Host: ${placeholderHost}`];
    case 'elsewhere':
      return [`Host: ${elsewhere}`];
    case 'twice':
      return [`Host: ${placeholderHost}`, `hOST: ${elsewhere}`];
    case 'missing':
      return [];
  }
}

const chunkBytes = 7;

function chunked(text: string): string {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += chunkBytes) {
    const piece = text.slice(at, at + chunkBytes);
    chunks.push(`${piece.length.toString(16)}\r\n${piece}\r\n`);
  }
  return `${chunks.join('')}0\r\n\r\n`;
}

/** The lines that say where the body ends, and the body as it is sent. */
function framed(request: ClientRequest): { readonly lines: readonly string[]; readonly body: string } {
  const text = bodyOf(request);
  const length = `Content-Length: ${text.length}`;
  switch (request.body.framing) {
    case 'none':
      return { lines: [], body: '' };
    case 'length':
      return { lines: [length], body: text };
    case 'named-length':
      return { lines: [length, 'Connection: Content-Length'], body: text };
    case 'chunked':
      return { lines: ['Transfer-Encoding: chunked'], body: chunked(text) };
    case 'both': {
      const body = `0\r\n\r\n${text}`;
      return { lines: [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'], body };
    }
    case 'two-lengths':
      return { lines: ['Content-Length: 0', length], body: text };
    case 'cased':
      return { lines: ['tRANSFER-eNCODING: Chunked'], body: chunked(text) };
    case 'extended': {
      const body = chunked(text)
        .replace(/^([0-9a-f]+)\r\n/, '$1;name="a;b";other\r\n')
        .replace(
          /0\r\n\r\n$/,
          `0;last\r\nX-Request: inner\r\nHost: ${elsewhere}\r\nX-Key: ${sentinel}\r\n\r\n`,
        );
      return { lines: ['Transfer-Encoding: chunked', 'Trailer: X-Key'], body };
    }
    case 'coded':
      return {
        lines: ['Transfer-Encoding: gzip, chunked'],
        body: chunked(gzipSync(text).toString('latin1')),
      };
    case 'spaced':
      return { lines: [`Content-Length : ${text.length}`], body: text };
    case 'signed':
      return { lines: [`Content-Length: +${text.length}`], body: text };
    case 'folded':
      return { lines: ['X-Note: a', ' Content-Length: 0', length], body: text };
    case 'bare-line-feed':
      return { lines: ['X-Note: a\nContent-Length: 0', length], body: text };
  }
}

/** A request as its client sends it, byte for byte (Latin-1). */
export function requestText(request: ClientRequest, id: string): string {
  const { lines, body } = framed(request);
  const head = [
    `${request.method} ${targetOf(request)} HTTP/${request.version}`,
    ...hostLines(request),
    `${requestHeader}: ${id}`,
    ...request.headers.map(({ name, value }) => `${name}: ${value.replaceAll('{sentinel}', sentinel)}`),
    ...lines,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
