import { responseHeaders } from '../reference/headers.ts';
import { scrubText } from '../reference/scrub.ts';
import { altered } from './mutant.ts';
import { relay } from './relay.ts';

/** Bugs in how a response of the upstream is passed on. */
export const responseMutants = [
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
