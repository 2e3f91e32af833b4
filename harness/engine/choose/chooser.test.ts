import { describe, expect, it } from 'vitest';
import { Unobserved } from '../../stage.ts';
import type { Implementation } from '../../target.ts';
import { draw } from '../draw.ts';
import { type Cellar, type Seen, target } from '../fixtures/cellar.ts';
import { type Choice, Chooser, type Watch } from './chooser.ts';

const seed = 5;
const calm: Watch = { lost: new Map() };

function chooser(model: Implementation<Cellar, Seen> = target.reference, examples = true) {
  return new Chooser(target, model, { seed, examples });
}

function scenarioOf({ candidate }: Pick<Choice, 'candidate'>, examples = true): Cellar {
  return draw(target.scenario, candidate, { seed, examples }).value;
}

async function first(count: number, from = chooser(), watch: Watch = calm): Promise<readonly Choice[]> {
  const choices: Choice[] = [];
  for (let run = 0; run < count; run++) {
    const choice = await from.choose(run, watch);
    if (choice !== undefined) choices.push(choice);
  }
  return choices;
}

function marks(scenario: Cellar): readonly string[] {
  const labels = target.scenario.labels(scenario);
  const features = target.container?.features?.(scenario, { open: false }) ?? [];
  return [...labels, ...labels.flatMap(one => labels.map(other => `${one} ${other}`)), ...features];
}

describe('choosing scenarios for containers', () => {
  it('takes the examples first, then goes through what is drawn, in order', async () => {
    const choices = await first(50);
    expect(choices.slice(0, 2).map(choice => scenarioOf(choice))).toEqual(target.scenario.examples);
    const numbers = choices.map(({ candidate }) => candidate);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(choices.every(({ candidate, from, to }) => from <= candidate && candidate < to)).toBe(true);
    expect(choices.slice(1).map(({ from }) => from)).toEqual(choices.slice(0, -1).map(({ to }) => to));
  });

  it('chooses the same for a run whatever was asked for before', async () => {
    const inOrder = await first(40);
    const other = chooser();
    expect(await other.choose(39, calm)).toEqual(inOrder[39]);
    expect(await first(40, other)).toEqual(inOrder);
  });

  it('reaches within few runs every label, pair of labels and feature that its candidates reached', async () => {
    const choices = await first(40);
    const chosen = new Set(choices.flatMap(choice => marks(scenarioOf(choice))));
    const candidates = Array.from({ length: choices.at(-1)?.to ?? 0 }, (_, candidate) => candidate);
    const reached = new Set(candidates.flatMap(candidate => marks(scenarioOf({ candidate }))));
    expect([...reached].filter(mark => !chosen.has(mark))).toEqual([]);
    expect([...reached]).toEqual(expect.arrayContaining(['cold', 'deep lit', 'echoes']));
    const drawn = new Set(candidates.slice(0, 40).flatMap(candidate => marks(scenarioOf({ candidate }))));
    expect(drawn.size).toBeLessThan(chosen.size);
  });

  it('chooses what is rare as often as what is not', async () => {
    const scenarios = (await first(100)).map(choice => scenarioOf(choice));
    expect(scenarios.filter(({ depth }) => depth % 100 === 99).length).toBeGreaterThan(15);
  });

  it('chooses a verdict that is new, and one that its labels and features did not have before', async () => {
    const opens: Implementation<Cellar, Seen> = {
      name: 'opens',
      run: ({ depth }) => ({ open: depth === 123 }),
    };
    const { candidate } = await firstThat(({ depth }) => depth === 123);
    const choices = await first(1 + candidate, chooser(opens));
    expect(choices.map(choice => choice.candidate)).toContain(candidate);

    const lies: Implementation<Cellar, Seen> = {
      name: 'lies',
      run: ({ depth, lamps }) => ({ open: lamps === 0 || depth % 50 === 3 }),
    };
    const lit = await firstThat(({ depth, lamps }) => lamps > 0 && depth % 50 === 3 && depth < 500);
    const both = await first(1 + lit.candidate, chooser(lies));
    expect(both.map(choice => choice.candidate)).toContain(lit.candidate);
  });

  it('passes over what proves nothing, unless there is nothing else', async () => {
    const reject = (reason: string) => new Unobserved({ kind: 'rejected', reason });
    const picky: Implementation<Cellar, Seen> = {
      name: 'picky',
      run: ({ lamps }) => (lamps === 0 ? { open: false } : reject('too bright')),
    };
    const choices = await first(30, chooser(picky));
    expect(new Set(choices.map(choice => scenarioOf(choice).lamps))).toEqual(new Set([0]));
    const never: Implementation<Cellar, Seen> = { name: 'never', run: () => reject('not today') };
    expect((await first(3, chooser(never))).map(({ candidate }) => candidate)).toEqual([0, 24, 48]);
  });

  it('never runs again what took a process down, and chooses the first of it', async () => {
    const watch: Watch = {
      lost: new Map([
        [7, 'hang'],
        [9, 'hang'],
      ]),
    };
    const looked: number[] = [];
    const choices = await first(30, chooser(), {
      ...watch,
      looking: candidate => void looked.push(candidate),
    });
    expect(choices.map(({ candidate }) => candidate)).toContain(7);
    expect(looked).not.toContain(7);
    expect(looked).not.toContain(9);
    expect(looked).toContain(8);
  });

  it('chooses the same when it is stopped between two candidates and goes on', async () => {
    const whole = await first(30);
    const halting = chooser();
    let asked = 0;
    const choices: Choice[] = [];
    while (choices.length < 30) {
      const choice = await halting.choose(choices.length, { ...calm, pause: async () => ++asked % 2 === 0 });
      if (choice !== undefined) choices.push(choice);
    }
    expect(choices).toEqual(whole);
  });

  it('says that the harness failed, when it did', async () => {
    const blind = {
      ...target,
      faults: () => [{ fault: 'cave-in', outcome: 'missed' as const }],
    };
    const failing = new Chooser(blind, blind.reference, { seed, examples: true });
    await expect(failing.choose(0, calm)).rejects.toThrow(
      /no scenario for a container can be chosen: .*cave-in/,
    );
  });
});

async function firstThat(matches: (scenario: Cellar) => boolean): Promise<{ readonly candidate: number }> {
  for (let candidate = 0; candidate < 20_000; candidate++)
    if (matches(scenarioOf({ candidate }))) return { candidate };
  throw new Error('none is drawn');
}
