import { expect, it } from 'vitest';
import type { SeatrialEvent } from '../engine/events.ts';
import { fanOut } from './fan-out.ts';
import { ndjsonReporter } from './ndjson.ts';
import { type Reporter, stamp } from './reporter.ts';
import { finding, finished, started } from './samples.ts';

const events = [started, { type: 'finding' as const, ...finding }, finished].map(body => stamp(body));

function keeper(): Reporter & { readonly seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    on: (event: SeatrialEvent) => {
      seen.push(event.type);
    },
    end: async () => {
      seen.push('end');
    },
  };
}

const whole = ['campaign-started', 'finding', 'campaign-finished', 'end'];

it('gives every event to every reporter, in order', async () => {
  const [one, other] = [keeper(), keeper()];
  const all = fanOut({ one, other });
  for (const event of events) all.on(event);
  await all.end();
  expect(one.seen).toEqual(whole);
  expect(other.seen).toEqual(whole);
});

it('drops a reporter that throws, says so once, and still ends it', async () => {
  const said: string[] = [];
  const [before, after] = [keeper(), keeper()];
  let asked = 0;
  let ended = 0;
  const bad: Reporter = {
    on: () => {
      asked++;
      throw new Error('EPIPE: broken pipe\x1b[2J');
    },
    end: async () => {
      ended++;
      throw new Error('again');
    },
  };
  const all = fanOut({ before, bad, after }, line => said.push(line));
  for (const event of events) all.on(event);
  await all.end();
  expect([before.seen, after.seen]).toEqual([whole, whole]);
  expect([asked, ended]).toEqual([1, 1]);
  expect(said).toEqual(['seatrial: bad is no longer reported to: EPIPE: broken pipe\\x1b[2J']);
});

it('goes on when nobody can be told', () => {
  const good = keeper();
  const bad: Reporter = {
    on: () => {
      throw 'a string';
    },
    end: async () => {},
  };
  const all = fanOut({ bad, good }, () => {
    throw new Error('standard error is closed');
  });
  for (const event of events) all.on(event);
  expect(good.seen).toEqual(whole.slice(0, 3));
});

it.skipIf(process.platform !== 'linux')('drops NDJSON on a full disk (/dev/full, Linux only)', async () => {
  const said: string[] = [];
  const good = keeper();
  const all = fanOut({ '/dev/full': ndjsonReporter('/dev/full'), console: good }, line => said.push(line));
  for (const event of events) all.on(event);
  await all.end();
  expect(good.seen).toEqual(whole);
  expect(said).toEqual([expect.stringMatching(/^seatrial: \/dev\/full is no longer reported to: ENOSPC/)]);
});
