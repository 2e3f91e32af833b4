import { PassThrough, Transform } from 'node:stream';
import { forward } from '../reference/forward.ts';
import { endToEnd, requestHeaders } from '../reference/headers.ts';
import { scrubText } from '../reference/scrub.ts';
import { altered } from './mutant.ts';
import { relay } from './relay.ts';

const unseen = ['key-is-in-no-response'] as const;

/** Takes the key out of each chunk by itself. */
function eachChunk(key: string, change: (text: string) => string = text => scrubText(text, key)): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) =>
      done(null, Buffer.from(change(chunk.toString('latin1')), 'latin1')),
  });
}

/** Bugs by which the key comes out again, in a response or in the log. */
export const leakMutants = [
  altered(
    {
      name: 'echo-not-scrubbed',
      story: 'The upstream repeats the query in its error page, and the child reads the key there.',
      source: 'seed 003; expert',
      caughtBy: unseen,
      within: 60,
    },
    { scrubber: () => new PassThrough() },
  ),
  altered(
    {
      name: 'scrubs-chunk-by-chunk',
      story: 'The key is looked for in each chunk: where it is cut in two it goes through.',
      source: 'expert',
      caughtBy: unseen,
      within: 500,
    },
    { scrubber: key => eachChunk(key) },
  ),
  altered(
    {
      name: 'scrubs-one-spelling',
      story: 'The key is taken out as it is written; percent-encoded or escaped in JSON it stays.',
      source: 'RFC 3986, 2.1; RFC 8259, 7',
      caughtBy: unseen,
      within: 150,
    },
    { scrubber: key => eachChunk(key, text => text.replaceAll(key, '*'.repeat(key.length))) },
  ),
  altered(
    {
      name: 'headers-not-scrubbed',
      story: 'A redirect of the upstream has the whole query in its Location.',
      source: 'expert',
      caughtBy: unseen,
      within: 100,
    },
    { responseHeaders: raw => endToEnd(raw).flat() },
  ),
  altered(
    {
      name: 'first-key-scrubbed-only',
      story: 'The first time that the key stands in a response it is taken out, and the second time not.',
      source: 'String.prototype.replace',
      caughtBy: unseen,
      within: 150,
    },
    {
      scrubber: key => {
        let found = false;
        return eachChunk(key, text => {
          if (found || !text.includes(key)) return text;
          found = true;
          return text.replace(key, '*'.repeat(key.length));
        });
      },
    },
  ),
  altered(
    {
      name: 'compressed-goes-through',
      story: 'The child asks for gzip, and nobody finds the key in what is compressed.',
      source: 'RFC 9110, 12.5.3',
      caughtBy: unseen,
      within: 2500,
    },
    {
      requestHeaders: (raw, authority) => {
        const asked = raw.findIndex((name, at) => at % 2 === 0 && /^accept-encoding$/i.test(name));
        const forwarded = requestHeaders(raw, authority);
        return asked < 0
          ? forwarded
          : forwarded.map(text => (text === 'identity' ? (raw[asked + 1] ?? '') : text));
      },
      forward: relay({ minds: ({ transfer }) => transfer !== 'chunked' }),
    },
  ),
  altered(
    {
      name: 'transfer-coding-passed',
      story:
        'What the upstream compresses for the connection is unchunked and passed on: gzip, and nobody looks.',
      source: 'RFC 9112, 6.1',
      caughtBy: unseen,
      within: 500,
    },
    { forward: relay({ minds: ({ content }) => content !== 'identity' }) },
  ),
  altered(
    {
      name: 'key-logged',
      story: 'A request that fails is logged with its address, as it was sent.',
      source: 'CWE-532',
      caughtBy: ['key-is-in-no-log'],
      within: 100,
    },
    {
      forward: (session, request, response) => {
        const { seams, steps, key } = session;
        response.once('finish', () => {
          if (response.statusCode >= 400)
            seams.say(`${request.method} ${steps.rewriteTarget(request.url ?? '', key)}`);
        });
        forward(session, request, response);
      },
    },
  ),
] as const;
