import { rewriteTarget } from '../reference/rewrite-target.ts';
import { sentinel } from '../scenario.ts';
import { altered } from './mutant.ts';
import { properText, relay } from './relay.ts';

const once = ['key-is-forwarded-once'] as const;

function origin(target: string): boolean {
  return target.startsWith('/');
}

function plus(target: string, key: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}app_key=${encodeURIComponent(key)}`;
}

/** Bugs in how the key gets into a request. */
export const keyMutants = [
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
] as const;
