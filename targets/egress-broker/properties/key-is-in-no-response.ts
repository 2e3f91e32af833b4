import { inflateRawSync } from 'node:zlib';
import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { tells } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** Percent-encoded and escaped as JSON too, across chunks, and behind gzip. */
export const keyIsInNoResponse: Property<Scenario, Observation> = {
  name: 'key-is-in-no-response',
  statement: 'The real key is in no byte that the child receives, however the upstream repeats it.',
  check: (_, { starts, streams }) => {
    const keys = starts.map(({ key }) => key);
    for (const { received } of streams) {
      const unchunked = received.replace(/\r\n[0-9a-f]{1,5}\r\n/gi, '');
      const unpacked = [...received.matchAll(/\x1f\x8b\x08/g)].map(({ index }) => {
        try {
          // Behind the header of ten bytes: a gunzip would stumble over what follows.
          const packed = Buffer.from(received.slice(index + 10), 'latin1');
          return inflateRawSync(packed, { finishFlush: 2 }).toString('latin1');
        } catch {
          return '';
        }
      });
      for (const text of [received, unchunked, ...unpacked]) {
        if (keys.some(key => tells(text, key))) return broken('a response holds the key');
      }
    }
    return holds;
  },
};
