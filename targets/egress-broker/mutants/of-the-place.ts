import type { Duplex } from 'node:stream';
import { forward } from '../reference/forward.ts';
import { requestHeaders } from '../reference/headers.ts';
import type { Origin } from '../reference/origin.ts';
import { openServer, plainAnswer } from '../reference/serve.ts';
import type { Session } from '../reference/steps.ts';
import { elsewhere } from '../scenario.ts';
import { altered } from './mutant.ts';
import { relay } from './relay.ts';

/** Another place, as a client names it. */
function placeOf(authority: string, { tls }: Origin): Origin {
  const [host = '', port] = authority.split(':');
  return { tls, host, port: port === undefined ? 80 : Number(port), authority };
}

/** A session whose upstream is another. */
function calling(session: Session, upstream: Origin): Session {
  return new Proxy(session, {
    get: (own, name) => (name === 'upstream' ? upstream : Reflect.get(own, name)),
  });
}

/** Bugs in where requests are sent, and in what gets there unseen. */
export const placeMutants = [
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
      name: 'connect-answered-out-of-turn',
      story:
        'CONNECT is refused at once: the refusal is read as the answer to the request before it, which is lost.',
      source: 'RFC 9112, 9.3.2; http.Server, connect',
      caughtBy: ['no-false-refusal'],
      within: 2500,
    },
    {
      openServer: session => {
        const server = openServer(session);
        server.removeAllListeners('connect');
        server.on('connect', (_request, stream: Duplex) => stream.end(plainAnswer('405 Method Not Allowed')));
        return server;
      },
    },
  ),
] as const;
