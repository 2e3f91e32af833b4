import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { exchangesOf } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { statusOf, valuesOf } from '../wire/message.ts';
import { answerBody, plainHeaders } from '../wire/reply-text.ts';

/** Echoes of which a part of the body is taken out. */
const repeating: ReadonlySet<string> = new Set([
  'plain',
  'percent',
  'json',
  'gzip',
  'gzip-unasked',
  'gzip-transfer',
]);

/** RFC 9112, 8: an incomplete message. */
export const responsesAreTheUpstreams: Property<Scenario, Observation> = {
  name: 'responses-are-the-upstreams',
  statement:
    "A response that says it is the upstream's has its status, its body and its headers; one that was cut off is not passed as whole; a redirect is passed back.",
  check: (scenario, { streams }) => {
    for (const stream of streams) {
      for (const { sent, request, response } of exchangesOf(scenario, stream)) {
        if (response === undefined) continue;
        const [of] = valuesOf(response, 'x-reply');
        const { reply } = request;
        if (
          of !== sent.id ||
          reply.kind === 'silent' ||
          reply.kind === 'garbage' ||
          reply.kind === 'odd' ||
          reply.kind === 'switches'
        )
          continue;
        if (reply.kind === 'dies') {
          if (request.method !== 'HEAD') return broken('a response that broke off was passed as whole');
          continue;
        }
        if (statusOf(response) !== reply.status)
          return broken(`the status ${reply.status} was passed as ${statusOf(response)}`);
        if (reply.kind === 'redirect') {
          if (valuesOf(response, 'location').length !== 1)
            return broken('a redirect was passed without its place');
          continue;
        }
        if (valuesOf(response, 'x-hop').length > 0)
          return broken('a header was passed back that belongs to the connection to the upstream');
        if (reply.echo === 'header') {
          const all = response.headers.map(([name, value]) => `${name}: ${value}`);
          const lost = plainHeaders.find(
            line => !all.includes(line.replace(/^[^:]*/, name => name.toLowerCase())),
          );
          if (lost !== undefined) return broken(`the header "${lost}" was not passed back as it was`);
          if (valuesOf(response, 'set-cookie').length !== 2 || valuesOf(response, 'x-asked').length !== 1)
            return broken('headers were lost that have the key in them, and not only the key');
        }
        if (request.method === 'HEAD') continue;
        const expected = answerBody({ ...reply, echo: 'none' }, sent.id, '');
        const tail = '.'.repeat(reply.status === 204 ? 0 : reply.bytes);
        const head = expected.slice(0, expected.length - tail.length);
        const right = repeating.has(reply.echo)
          ? response.body.startsWith(head) && response.body.endsWith(tail)
          : response.body === expected;
        if (!right) return broken("another body than the upstream's was passed back");
      }
    }
    return holds;
  },
};
