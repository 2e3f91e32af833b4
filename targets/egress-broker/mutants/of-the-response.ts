import type { Duplex } from 'node:stream';
import { PassThrough, Transform } from 'node:stream';
import { forward } from '../reference/forward.ts';
import { endToEnd, requestHeaders, responseHeaders } from '../reference/headers.ts';
import { scrubText } from '../reference/scrub.ts';
import type { Session, Steps } from '../reference/steps.ts';
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

const shared = new WeakMap<object, Duplex>();

/** One connection for all clients of a broker. */
function oneForAll(session: Session): Duplex {
  const { server } = session;
  const found = shared.get(server);
  if (found !== undefined && !found.destroyed && !found.readableEnded) return found;
  const made = session.seams.connect(session.upstream);
  made.setMaxListeners(0);
  made.on('error', () => made.destroy());
  session.open.add(made);
  made.once('close', () => session.open.delete(made));
  shared.set(server, made);
  return made;
}

/** A connection that is kept for the next request, of whatever broker. */
function kept(session: Session): Duplex {
  const made = session.seams.connect(session.upstream);
  made.on('error', () => made.destroy());
  return made;
}

const running = new WeakMap<object, Promise<void>>();

/** Lets a request wait until the one before it is answered. */
const oneAtATime: Steps['forward'] = (session, request, response) => {
  const before = running.get(session.server) ?? Promise.resolve();
  const over = new Promise<void>(resolve => {
    response.once('close', resolve);
  });
  running.set(
    session.server,
    before.then(() => over),
  );
  void before.then(() => {
    if (!response.destroyed) forward(session, request, response);
  });
};

/** Bugs in what comes back, in who gets it, and in what is said of it. */
export const responseMutants = [
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
      name: 'headers-in-another-encoding',
      story: 'The head is written as UTF-8 when it goes out alone, and what was Latin-1 in it is no more.',
      source: 'http.ServerResponse, flushHeaders',
      caughtBy: ['responses-are-the-upstreams'],
      within: 200,
    },
    {
      responseHeaders: (raw, key) =>
        responseHeaders(raw, key).map(text => Buffer.from(text, 'utf8').toString('latin1')),
    },
  ),
  altered(
    {
      name: 'equal-headers-joined',
      story: 'Headers of one name become one, with commas: of two cookies none is left.',
      source: 'RFC 9110, 5.3; RFC 6265, 3',
      caughtBy: ['responses-are-the-upstreams'],
      within: 200,
    },
    {
      responseHeaders: (raw, key) => {
        const joined = new Map<string, string>();
        const all = responseHeaders(raw, key);
        for (let at = 0; at < all.length; at += 2) {
          const [name = '', value = ''] = all.slice(at, at + 2);
          const before = joined.get(name);
          joined.set(name, before === undefined ? value : `${before}, ${value}`);
        }
        return [...joined].flat();
      },
    },
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
  altered(
    {
      name: 'connection-shared-by-clients',
      story: 'All clients share one connection; what comes is the answer of whoever waits first.',
      source: 'seed 003, byte interleave',
      caughtBy: ['clients-see-only-their-own'],
      within: 1000,
    },
    { forward: relay({ connection: oneForAll }) },
  ),
  altered(
    {
      name: 'shared-global-agent',
      story: 'Connections belong to the agent of the whole process: they outlive the broker that made them.',
      source: 'seed 003, http.DefaultTransport',
      caughtBy: ['nothing-is-left'],
      within: 30,
    },
    { forward: relay({ connection: kept }) },
  ),
  altered(
    {
      name: 'one-at-a-time',
      story: 'Requests wait for one another: one upstream that never answers stops every client.',
      source: 'expert',
      caughtBy: ['clients-do-not-wait-for-one-another'],
      within: 2500,
    },
    { forward: oneAtATime },
  ),
  altered(
    {
      name: 'shutdown-leaves-requests',
      story: 'Stopping ends the streams of clients; what was asked of the upstream goes on, with the key.',
      source: 'seed 003, BaseContext',
      caughtBy: ['stopping-is-prompt'],
      within: 1500,
    },
    { forward: relay({ abandons: false }) },
  ),
  altered(
    {
      name: 'half-response-ended-cleanly',
      story: 'The upstream dies half way, and what came is passed as a whole response.',
      source: 'RFC 9112, 8',
      caughtBy: ['responses-are-the-upstreams'],
      within: 300,
    },
    { forward: relay({ trusting: true }) },
  ),
  altered(
    {
      name: 'connection-headers-passed-back',
      story: "Headers of the upstream's connection reach the child, which has another one.",
      source: 'RFC 9110, 7.6.1',
      caughtBy: ['responses-are-the-upstreams'],
      within: 300,
    },
    {
      responseHeaders: (raw, key) =>
        raw
          .flatMap((name, at) =>
            at % 2 === 0 && !/^(connection|transfer-encoding|keep-alive|upgrade)$/i.test(name)
              ? [name, raw[at + 1] ?? '']
              : [],
          )
          .map(text => scrubText(text, key)),
    },
  ),
] as const;
