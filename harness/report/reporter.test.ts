import { expect, it } from 'vitest';
import { stamp } from './reporter.ts';

it('stamps an event with the version of the format and the time', () => {
  const event = stamp({ type: 'harness-fault', target: 't', reason: 'r' }, () => new Date(0));
  expect(event).toEqual({
    v: 1,
    time: '1970-01-01T00:00:00.000Z',
    type: 'harness-fault',
    target: 't',
    reason: 'r',
  });
  expect(Object.keys(event).slice(0, 3)).toEqual(['v', 'time', 'type']);
});
