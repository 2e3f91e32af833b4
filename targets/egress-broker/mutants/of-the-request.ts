import { requestHeaders } from '../reference/headers.ts';
import { rewriteTarget } from '../reference/rewrite-target.ts';
import { altered } from './mutant.ts';
import { properText, relay } from './relay.ts';

/** Bugs in what else is forwarded. */
export const requestMutants = [
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
      name: 'percent-refused',
      story: 'Whatever is percent-encoded is refused, to be on the safe side.',
      source: 'expert',
      caughtBy: ['no-false-refusal'],
      within: 500,
    },
    { rewriteTarget: (target, key) => (target.includes('%') ? undefined : rewriteTarget(target, key)) },
  ),
  altered(
    {
      name: 'header-names-compared-as-written',
      story:
        'Headers of the connection are left out where they are written as in the RFC, and otherwise forwarded.',
      source: 'RFC 9110, 5.1',
      caughtBy: ['requests-are-forwarded-as-they-were'],
      within: 1000,
    },
    {
      requestHeaders: (raw, authority) => {
        const missed = raw.flatMap((name, at) =>
          at % 2 === 0 && name === 'PROXY-AUTHORIZATION' ? [name, raw[at + 1] ?? ''] : [],
        );
        return [...requestHeaders(raw, authority), ...missed];
      },
    },
  ),
] as const;
