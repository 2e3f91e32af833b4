import { scrubText } from './scrub.ts';

/** Headers as Node gives and takes them: name, value, name, value. */
export type RawHeaders = readonly string[];

/** What belongs to one connection and not to the message: RFC 9110, 7.6.1. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** Framing can't be named away: without it the body would be read as the next request. */
const framing: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'host']);
/** A response that is compressed, or comes in parts, could not be looked through for the key. */
const ours: ReadonlySet<string> = new Set(['host', 'accept-encoding', 'range', 'if-range', 'expect']);

function* pairsOf(raw: RawHeaders): Generator<readonly [name: string, value: string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] ?? '', raw[at + 1] ?? ''];
}

function namedByConnection(raw: RawHeaders): ReadonlySet<string> {
  const named = [...pairsOf(raw)]
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map(word => word.trim().toLowerCase()));
  return new Set(named.filter(word => !framing.has(word)));
}

/** Headers without those of the connection. */
export function endToEnd(raw: RawHeaders): [name: string, value: string][] {
  const named = namedByConnection(raw);
  return [...pairsOf(raw)]
    .filter(([name]) => !hopByHop.has(name.toLowerCase()) && !named.has(name.toLowerCase()))
    .map(([name, value]) => [name, value]);
}

/** The headers to forward: the child's, with the upstream's name, and framing as the request was read. */
export function requestHeaders(raw: RawHeaders, authority: string): string[] {
  const chunked = [...pairsOf(raw)].some(([name]) => name.toLowerCase() === 'transfer-encoding');
  const kept = endToEnd(raw).filter(([name]) => !ours.has(name.toLowerCase()));
  return [
    ...['Host', authority],
    ...kept.flat(),
    ...['Accept-Encoding', 'identity'],
    ...(chunked ? ['Transfer-Encoding', 'chunked'] : []),
    ...['Connection', 'close'],
  ];
}

/** The headers to pass back, without the key. */
export function responseHeaders(raw: RawHeaders, key: string): string[] {
  return endToEnd(raw)
    .flat()
    .map(text => scrubText(text, key));
}
