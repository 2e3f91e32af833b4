import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { forward } from '../reference/forward.ts';
import { requestHeaders } from '../reference/headers.ts';
import type { Origin } from '../reference/origin.ts';
import { rewriteTarget } from '../reference/rewrite-target.ts';
import { openServer } from '../reference/serve.ts';
import type { Session } from '../reference/steps.ts';
import { elsewhere, sentinel } from '../scenario.ts';
import { altered } from './mutant.ts';
import { properText, relay } from './relay.ts';

const once = ['key-is-forwarded-once'] as const;

function origin(target: string): boolean {
  return target.startsWith('/');
}

/** Another place, as a client names it. */
function placeOf(authority: string, { tls }: Origin): Origin {
  const [host = '', port] = authority.split(':');
  return { tls, host, port: port === undefined ? 80 : Number(port), authority };
}

function plus(target: string, key: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}app_key=${encodeURIComponent(key)}`;
}

/** Bugs in what is forwarded, and where to. */
export const requestMutants = [
  altered(
    {
      name: 'key-added-beside',
      story:
        "The key is added, and the child's own app_key stays: an upstream that takes the first one takes that.",
      source: 'seed 003',
      caughtBy: once,
      within: 30,
    },
    { rewriteTarget: (target, key) => (origin(target) ? plus(target, key) : undefined) },
  ),
  altered(
    {
      name: 'first-parameter-only',
      story: 'Only the first app_key is replaced; a second one goes on as it is.',
      source: 'expert',
      caughtBy: once,
      within: 100,
    },
    {
      rewriteTarget: (target, key) => {
        if (!origin(target)) return undefined;
        const replaced = target.replace(/([?&])app_key=[^&]*/, `$1app_key=${encodeURIComponent(key)}`);
        return replaced === target ? rewriteTarget(target, key) : replaced;
      },
    },
  ),
  altered(
    {
      name: 'encoded-name-missed',
      story: 'app%5Fkey is app_key to the upstream, and not to the broker.',
      source: 'RFC 3986, 2.4',
      caughtBy: once,
      within: 100,
    },
    {
      rewriteTarget: (target, key) =>
        origin(target) ? plus(target.replace(/(?<=[?&])app_key(=[^&]*)?(&|$)/g, ''), key) : undefined,
    },
  ),
  altered(
    {
      name: 'missing-key-not-added',
      story: 'The sentinel is replaced where it stands; where it does not, the request goes without a key.',
      source: 'expert',
      caughtBy: once,
      within: 60,
    },
    {
      rewriteTarget: (target, key) => {
        const rewritten = rewriteTarget(target, key);
        return /[?&]app_key/.test(target) ? rewritten : rewritten?.replace(/[?&]app_key=[^&]*$/, '');
      },
    },
  ),
  altered(
    {
      name: 'semicolons-missed',
      story:
        'Parameters behind a semicolon are part of a value to the broker, and parameters to the upstream.',
      source: 'WHATWG URL against RFC 1866, 8.2.1',
      caughtBy: once,
      within: 2500,
    },
    {
      rewriteTarget: (target, key) => {
        if (!/^\/[!-"$-~]*$/.test(target)) return undefined;
        const [path = '', ...query] = target.split('?');
        const kept = query
          .join('?')
          .split('&')
          .filter(piece => piece !== '' && ![...new URLSearchParams(piece).keys()].includes('app_key'));
        return plus(kept.length === 0 ? path : `${path}?${kept.join('&')}`, key);
      },
    },
  ),
  altered(
    {
      name: 'key-not-encoded',
      story: 'The key goes into the query as it is, and its + is a blank to the upstream.',
      source: 'application/x-www-form-urlencoded',
      caughtBy: once,
      within: 60,
    },
    {
      rewriteTarget: (target, key) => rewriteTarget(target, key)?.replace(/app_key=[^&]*$/, `app_key=${key}`),
    },
  ),
  altered(
    {
      name: 'sentinel-replaced-in-headers',
      story:
        "Wherever the sentinel stands the key is put: in a header that the upstream's proxies write to their logs.",
      source: 'expert',
      caughtBy: once,
      within: 100,
    },
    {
      forward: relay({
        text: (request, target, body, session) =>
          properText(request, target, body, session).replaceAll(`=${sentinel}`, `=${session.key}`),
      }),
    },
  ),
  altered(
    {
      name: 'sentinel-replaced-in-bodies',
      story: 'The key is put into what the child has the upstream keep, and the child reads it there.',
      source: 'expert',
      caughtBy: once,
      within: 150,
    },
    {
      forward: relay({
        text: (request, target, body, session) =>
          properText(
            request,
            target,
            body.replaceAll(sentinel, session.key.slice(0, sentinel.length).padEnd(sentinel.length, '-')),
            session,
          ),
      }),
    },
  ),
  altered(
    {
      name: 'absolute-target-obeyed',
      story: 'A target with a host in it is sent to that host, with the key.',
      source: 'RFC 9112, 3.2.2',
      caughtBy: ['only-the-upstream-is-called'],
      within: 500,
    },
    {
      forward: (session, request, response) => {
        const [, authority, rest] = /^http:\/\/([^/]+)(\/.*)$/.exec(request.url ?? '') ?? [];
        if (authority === undefined || rest === undefined) return forward(session, request, response);
        request.url = rest;
        forward(calling(session, placeOf(authority, session.upstream)), request, response);
      },
    },
  ),
  altered(
    {
      name: 'double-slash-resolved',
      story: 'new URL(target, upstream) takes what follows // for a host.',
      source: 'RFC 3986, 4.2',
      caughtBy: ['only-the-upstream-is-called'],
      within: 500,
    },
    {
      forward: (session, request, response) => {
        const url = URL.canParse(request.url ?? '', 'http://upstream')
          ? new URL(request.url ?? '', 'http://upstream')
          : undefined;
        const other = url === undefined || url.host === 'upstream' || !request.url?.startsWith('//');
        forward(other ? session : calling(session, placeOf(url.host, session.upstream)), request, response);
      },
    },
  ),
  altered(
    {
      name: 'host-passed-on',
      story:
        "The child's Host header is forwarded: the upstream serves whichever of its hosts the child names.",
      source: 'RFC 9112, 3.2',
      caughtBy: ['only-the-upstream-is-called'],
      within: 30,
    },
    {
      requestHeaders: (raw, authority) => {
        const [, host = authority] = /(?:^|\n)host\n(.*)/i.exec(raw.join('\n')) ?? [];
        return requestHeaders(raw, host);
      },
    },
  ),
  altered(
    {
      name: 'connect-tunnelled',
      story: 'CONNECT is answered with a tunnel to the upstream, on which nothing is looked at any more.',
      source: 'RFC 9110, 9.3.6',
      caughtBy: ['nothing-is-tunnelled'],
      within: 1500,
    },
    {
      openServer: session => {
        const server = openServer(session);
        server.removeAllListeners('connect');
        server.on('connect', (_request, stream: Duplex) => {
          const connection = session().seams.connect(session().upstream);
          connection.on('error', () => stream.destroy());
          stream.once('close', () => connection.destroy());
          stream.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          stream.pipe(connection).pipe(stream);
        });
        return server;
      },
    },
  ),
  altered(
    {
      name: 'upgrade-forwarded',
      story: 'Upgrade goes through: what follows is no HTTP, and nobody looks at it.',
      source: 'RFC 9110, 7.8',
      caughtBy: ['nothing-is-tunnelled'],
      within: 500,
    },
    {
      requestHeaders: (raw, authority) => {
        const upgrade = raw.findIndex((name, at) => at % 2 === 0 && /^upgrade$/i.test(name));
        const forwarded = requestHeaders(raw, authority);
        return upgrade < 0
          ? forwarded
          : [...forwarded.slice(0, -2), 'Connection', 'Upgrade', 'Upgrade', raw[upgrade + 1] ?? ''];
      },
    },
  ),
  altered(
    {
      name: 'connection-headers-forwarded',
      story: 'Headers that are meant for the broker go on to the upstream, proxy credentials among them.',
      source: 'RFC 9110, 7.6.1',
      caughtBy: ['requests-are-forwarded-as-they-were'],
      within: 300,
    },
    {
      requestHeaders: (raw, authority) => {
        const proxied = raw.flatMap((name, at) =>
          at % 2 === 0 && /^(proxy-.*|te|keep-alive)$/i.test(name) ? [name, raw[at + 1] ?? ''] : [],
        );
        return [...requestHeaders(raw, authority), ...proxied];
      },
    },
  ),
  altered(
    {
      name: 'path-normalised',
      story: 'Dots in the path are resolved before it is forwarded: another resource is asked for.',
      source: 'RFC 3986, 5.2.4',
      caughtBy: ['requests-are-forwarded-as-they-were'],
      within: 600,
    },
    {
      rewriteTarget: (target, key) => {
        const rewritten = rewriteTarget(target, key);
        const [path = '', ...query] = rewritten?.split('?') ?? [];
        return rewritten && [new URL(`http://x${path}`).pathname, ...query].join('?');
      },
    },
  ),
  altered(
    {
      name: 'body-lost',
      story: 'Only the head is forwarded where the body came in chunks.',
      source: 'expert',
      caughtBy: ['requests-are-forwarded-as-they-were'],
      within: 100,
    },
    {
      forward: relay({
        text: (request, target, body, session) =>
          properText(
            request,
            target,
            request.headers['transfer-encoding'] === undefined ? body : '',
            session,
          ),
      }),
    },
  ),
  altered(
    {
      name: 'path-decoded',
      story: 'The path is decoded before it is written: %0d%0a in it ends the request and begins another.',
      source: 'CWE-113',
      caughtBy: ['nothing-is-smuggled'],
      within: 800,
    },
    {
      forward: relay({
        text: (request, target, body, session) => {
          const [path = '', ...query] = target.split('?');
          return properText(request, [unescape(path), ...query].join('?'), body, session);
        },
      }),
    },
  ),
  altered(
    {
      name: 'length-named-away',
      story: '"Connection: Content-Length" takes the length out of the head: the body is the next request.',
      source: 'RFC 9110, 7.6.1; hop-by-hop abuse',
      caughtBy: ['nothing-is-smuggled'],
      within: 1000,
    },
    {
      forward: relay({
        text: (request, target, body, session) => {
          const text = properText(request, target, body, session);
          return /content-length/i.test(request.headers.connection ?? '')
            ? text.replace(/^content-length:.*\r\n/im, '')
            : text;
        },
      }),
    },
  ),
  altered(
    {
      name: 'both-lengths-forwarded',
      story: 'A request with a length and with chunks is read one way and forwarded with both.',
      source: 'RFC 9112, 11.2',
      caughtBy: ['nothing-is-smuggled'],
      within: 1000,
    },
    {
      openServer: session => {
        const server = openServer(session);
        const lenient = createServer({
          keepAliveTimeout: 0,
          requireHostHeader: false,
          insecureHTTPParser: true,
        });
        for (const event of ['request', 'checkExpectation', 'connect', 'clientError']) {
          for (const listener of server.listeners(event)) {
            if (event !== 'request' || server.listeners('request').includes(listener))
              lenient.on(event, listener as (...all: unknown[]) => void);
          }
        }
        return lenient;
      },
      forward: relay({
        text: (request, target, body, session) => {
          const text = properText(request, target, body, session);
          const length = request.headers['content-length'];
          return length === undefined || /^content-length:/im.test(text)
            ? text
            : text.replace('\r\n', `\r\nContent-Length: ${length}\r\n`);
        },
      }),
    },
  ),
  altered(
    {
      name: 'redirects-followed',
      story: 'The broker follows a redirect by itself, with the key, wherever it leads.',
      source: 'CVE-2018-1000007; seed 003',
      caughtBy: ['only-the-upstream-is-called'],
      within: 600,
    },
    {
      forward: relay({
        answered: ({ status, location }, again, session) => {
          const [, authority, target] = /^http:\/\/([^/]+)(\/.*)$/.exec(location ?? '') ?? [];
          if (status < 300 || status > 399 || authority !== elsewhere || target === undefined) return false;
          if (session.upstream.authority === elsewhere) return false;
          again(calling(session, placeOf(authority, session.upstream)), target);
          return true;
        },
      }),
    },
  ),
  altered(
    {
      name: 'percent-refused',
      story: 'Whatever is percent-encoded is refused, to be on the safe side.',
      source: 'expert',
      caughtBy: ['no-false-refusal'],
      within: 500,
    },
    { rewriteTarget: (target, key) => (target.includes('%') ? undefined : rewriteTarget(target, key)) },
  ),
] as const;

/** A session whose upstream is another. */
function calling(session: Session, upstream: Origin): Session {
  return new Proxy(session, {
    get: (own, name) => (name === 'upstream' ? upstream : Reflect.get(own, name)),
  });
}
