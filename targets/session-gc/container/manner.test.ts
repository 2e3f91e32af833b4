import { describe, expect, it } from 'vitest';
import { examples } from '../examples.ts';
import { callsOfSecondSweep } from '../listing.ts';
import type { Call } from '../scenario.ts';
import { mannerOf } from './manner.ts';
import { wantedOf, whyNotReal } from './wanted.ts';

const [{ docker }] = examples;
const [answer] = docker.calls;
const failed = { how: 'exits', status: 255 } as const;

describe('what an engine does', () => {
  it.each<[Partial<Call>, object]>([
    [{}, { how: 'answers' }],
    [{ engine: { states: [], outage: { how: 'fails' } } }, { how: 'answers' }],
    [{ end: failed, printed: 'nothing' }, { how: 'refuses' }],
    [
      { end: failed, printed: 'half' },
      { how: 'cut', at: 600 },
    ],
    [
      { end: failed, printed: 'half', names: [] },
      { how: 'cut', at: 100 },
    ],
    [
      { end: failed, printed: 'all' },
      { how: 'cut', at: -30 },
    ],
    [{ end: failed, printed: 'all', engine: { states: [], outage: { how: 'missing' } } }, { how: 'missing' }],
    [
      { end: { how: 'killed', signal: 'SIGTERM' }, printed: 'nothing' },
      { how: 'holds', at: 0, killedBy: 'SIGTERM' },
    ],
    [
      { end: { how: 'hangs' }, printed: 'half' },
      { how: 'holds', at: 600, killedBy: undefined },
    ],
  ])('follows from how its client is to end: %j', (call, manner) => {
    expect(mannerOf({ ...answer, ...call })).toEqual(manner);
  });
});

describe('the containers that it has', () => {
  it('are in the states that are said, and few of many others', () => {
    const call: Call = {
      ...answer,
      names: ['drydock-a-9f3a', 'drydock-b-beef'],
      others: 60_000,
      engine: { states: ['running'] },
    };
    const wanted = [...wantedOf(call)];
    expect(wanted.slice(0, 2)).toEqual([
      ['drydock-a-9f3a', 'running'],
      ['drydock-b-beef', 'created'],
    ]);
    expect(wanted).toHaveLength(22);
  });

  it('are all there for a second sweep, also those that were removed during the first', () => {
    const call: Call = { ...answer, engine: { states: ['removed-before'] } };
    const [again] = callsOfSecondSweep({ docker: { ...docker, calls: [call] } });
    expect([...wantedOf(again).values()]).toEqual(['created']);
  });
});

it('can not be had of a client that does not die of what it is to die of', () => {
  const end = { how: 'killed', signal: 'SIGPIPE' } as const;
  expect(whyNotReal({ docker: { ...docker, calls: [answer, { ...answer, end }] } })).toContain('SIGPIPE');
  expect(whyNotReal({ docker })).toBeUndefined();
});
