import { describe, expect, it } from 'vitest';
import { HarnessFault } from '../harness-fault.ts';
import { Unobserved } from '../stage.ts';
import type { Mutant } from '../target.ts';
import { type Cellar, type Seen, target } from './fixtures/cellar.ts';
import { huntContained } from './hunt-contained.ts';

function mutant(name: string): Mutant<Cellar, Seen> {
  const found = target.mutants.find(known => known.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** Hunts it with containers that say what `inside` says, and counts them. */
async function huntWith(name: string, inside: (scenario: Cellar) => boolean, runs = 800) {
  const model = mutant(name);
  const put: Cellar[] = [];
  const contained = {
    ...model,
    run: (scenario: Cellar): Seen => {
      put.push(scenario);
      return { open: true, inside: inside(scenario) };
    },
  };
  return { kill: await huntContained(target, contained, model, { seed: 3, runs }), put };
}

describe('hunting a mutant in containers', () => {
  it('puts before the container only what breaks in process, and is done when it breaks there', async () => {
    const { kill, put } = await huntWith('opens-deep', () => true);
    expect(put).toHaveLength(1);
    expect(put[0]).toMatchObject({ lamps: 2 });
    expect(kill).toMatchObject({ scenario: put[0], violation: { property: 'stays-shut' } });
    expect(kill?.run).toBeGreaterThan(1);
  });

  it('goes on with another kind of scenario when nothing is seen inside', async () => {
    const { kill, put } = await huntWith('only-looks-open', ({ depth }) => depth % 100 === 99, 3_000);
    const labels = put.map(scenario => target.scenario.labels(scenario).join(' '));
    expect(new Set(labels).size).toBe(labels.length);
    expect(kill?.scenario.depth).toBe(put.at(-1)?.depth);
    expect(put.length).toBeGreaterThan(1);
  });

  it('goes on with one of the same kind when nothing could be built', async () => {
    const model = mutant('opens-deep');
    let rejected = 0;
    const contained = {
      ...model,
      run: (): Seen | Unobserved =>
        rejected++ < 3 ? new Unobserved({ kind: 'rejected', reason: 'no room' }) : { open: true },
    };
    const kill = await huntContained(target, contained, model, { seed: 3, runs: 2_000 });
    expect(kill).toMatchObject({ violation: { property: 'stays-shut' } });
    expect(rejected).toBe(4);
  });

  it('gives up after twelve containers', async () => {
    const many = {
      ...target,
      scenario: { ...target.scenario, labels: ({ depth }: Cellar) => [`depth-${depth}`] },
    };
    const put: Cellar[] = [];
    const model = mutant('only-looks-open');
    const contained = {
      ...model,
      run: (scenario: Cellar): Seen => {
        put.push(scenario);
        return { open: true, inside: false };
      },
    };
    expect(await huntContained(many, contained, model, { seed: 3, runs: 800 })).toBeUndefined();
    expect(put).toHaveLength(12);
  });

  it('takes no fault of the harness for a mutant that survives', async () => {
    const model = mutant('opens-deep');
    const contained = {
      ...model,
      run: (): Seen => {
        throw new HarnessFault('the engine is gone', 'engine');
      },
    };
    await expect(huntContained(target, contained, model, { seed: 3, runs: 800 })).rejects.toThrow(
      'the engine is gone',
    );
  });
});
