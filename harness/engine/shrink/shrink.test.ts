import { Value } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw } from '../draw.ts';
import { target } from '../fixtures/target.ts';
import { shrink } from './shrink.ts';

const space = target.scenario;
type Scenario = (typeof space.examples)[number];
const enough = { runs: 5_000, ms: 60_000 };

function firstThat(fails: (scenario: Scenario) => boolean): Value<Scenario> {
  for (let run = 0; run < 10_000; run++) {
    const drawn = draw(space, run, { seed: 3, examples: false });
    if (fails(drawn.value)) return drawn;
  }
  throw new Error('none of the drawn scenarios fails');
}

describe('shrink', () => {
  it('comes to the smallest scenario that still fails', async () => {
    const fails = ({ force, tools }: Scenario): boolean => force > 1_234 && tools.includes('rope');
    const shrunk = await shrink(space, firstThat(fails), fails, enough);
    expect(shrunk).toMatchObject({
      scenario: { name: '', force: 1_235, tools: ['rope'] },
      ended: 'finished',
    });
  });

  it('comes there from plain JSON too', async () => {
    const fails = ({ force, tools }: Scenario): boolean => force > 1_234 && tools.includes('rope');
    const plain: Scenario = JSON.parse(JSON.stringify(firstThat(fails).value));
    const shrunk = await shrink(space, new Value(plain, undefined), fails, enough);
    expect(shrunk.scenario).toEqual({ name: '', force: 1_235, tools: ['rope'] });
  });

  it('gives the same result each time', async () => {
    const fails = ({ name }: Scenario): boolean => /[A-Z].*\d/.test(name);
    const one = await shrink(space, firstThat(fails), fails, enough);
    expect(await shrink(space, firstThat(fails), fails, enough)).toEqual(one);
  });

  it('stops when its runs are used up, and says so', async () => {
    let runs = 0;
    const fails = ({ force }: Scenario): boolean => force > 1_234 && ++runs > 0;
    const shrunk = await shrink(space, firstThat(fails), fails, { runs: 3, ms: 60_000 });
    expect(shrunk).toMatchObject({ ended: 'out of runs', runs: 3 });
  });

  it('stops when its time is used up', async () => {
    const fails = ({ force }: Scenario): boolean => force > 1_234;
    expect(await shrink(space, firstThat(fails), fails, { runs: 1_000, ms: 0 })).toMatchObject({
      ended: 'out of time',
      shrinks: 0,
    });
  });

  it('stops when it is told to', async () => {
    const fails = ({ force }: Scenario): boolean => force > 1_234;
    const shrunk = await shrink(space, firstThat(fails), fails, enough, { stop: () => true });
    expect(shrunk).toMatchObject({ ended: 'out of time', runs: 0 });
  });

  it('never runs what the schema forbids', async () => {
    const strict = {
      ...space,
      schema: space.schema.refine(({ force }) => force >= 2_000),
    };
    const start = { name: '', force: 9_000, tools: [] };
    const ran: Scenario[] = [];
    const shrunk = await shrink(
      strict,
      new Value<Scenario>(start, undefined),
      scenario => ran.push(scenario) > 0,
      enough,
    );
    expect(ran.every(({ force }) => force >= 2_000)).toBe(true);
    expect(shrunk.scenario.force).toBe(2_000);
  });

  it('tells of every smaller scenario at once', async () => {
    const told: number[] = [];
    const fails = ({ force }: Scenario): boolean => force > 1_234;
    const shrunk = await shrink(space, firstThat(fails), fails, enough, {
      accepted: ({ force }) => told.push(force),
    });
    expect(told).toHaveLength(shrunk.shrinks);
    expect(told.at(-1)).toBe(1_235);
  });
});
