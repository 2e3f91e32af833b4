import { createServer } from 'node:http';
import { forward } from '../reference/forward.ts';
import { openServer } from '../reference/serve.ts';
import { altered } from './mutant.ts';
import { properText, relay } from './relay.ts';

/** Bugs in where a request begins and ends. */
export const framingMutants = [
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
      name: 'transfer-coding-dropped',
      story: 'A body that is compressed for the connection is forwarded in plain chunks: its name is lost.',
      source: 'RFC 9112, 6.1',
      caughtBy: ['nothing-is-smuggled'],
      within: 800,
    },
    {
      forward: (session, request, response) => {
        delete request.headers['transfer-encoding'];
        forward(session, request, response);
      },
    },
  ),
  altered(
    {
      name: 'trailers-become-headers',
      story:
        'What comes behind the last chunk is forwarded among the headers: another host too, and another name.',
      source: 'RFC 9110, 6.5.1',
      caughtBy: ['nothing-is-smuggled'],
      within: 800,
    },
    {
      forward: relay({
        text: (request, target, body, session) => {
          const trailers = request.rawTrailers
            .flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1] ?? ''}\r\n`] : []))
            .join('');
          return properText(request, target, body, session).replace('\r\n\r\n', `\r\n${trailers}\r\n`);
        },
      }),
    },
  ),
  altered(
    {
      name: 'pipeline-in-parallel',
      story:
        'Requests of one stream are forwarded as they are read, each on its own connection: a later one wins.',
      source: 'RFC 9112, 9.3.2; http.Server',
      caughtBy: ['requests-keep-their-order'],
      within: 1500,
    },
    {
      openServer: session => {
        const server = openServer(session);
        server.removeAllListeners('request');
        server.on('request', (request, response) => session().steps.forward(session(), request, response));
        return server;
      },
    },
  ),
] as const;
