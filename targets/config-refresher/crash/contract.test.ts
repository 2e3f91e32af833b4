import { describe, expect, it } from 'vitest';
import type { CrashReport } from '../../../harness/engine/crash/crash-report.ts';
import { crashStates } from '../../../harness/engine/crash/crash-states.ts';
import { inProcess } from '../../../harness/engine/crash/in-process.ts';
import type { Implementation } from '../../../harness/target.ts';
import { type PersistenceName, persistenceNames } from '../../../harness/world/crash/persistence.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { target } from '../target.ts';
import { crash } from './contract.ts';

async function searched(
  implementation: Implementation<Scenario, Observation>,
  persistence: PersistenceName,
): Promise<CrashReport> {
  const seen = crash.inProcess(implementation);
  if (seen === undefined) throw new TypeError(`${implementation.name} can't be seen`);
  return crashStates({
    target,
    implementation: implementation.name,
    recorder: inProcess(seen),
    persistence,
    signal: new AbortController().signal,
  });
}

function brokenIn({ scenarios }: CrashReport): readonly string[] {
  return scenarios.flatMap(({ worst }) => worst.map(({ property }) => property));
}

describe.each(persistenceNames)('under %s', persistence => {
  it('the reference leaves no bad state, and every state is gone through', async () => {
    const { scenarios } = await searched(target.reference, persistence);
    expect(scenarios).toHaveLength(crash.scenarios.length);
    for (const scenario of scenarios) {
      expect(scenario).toMatchObject({
        impossible: undefined,
        complete: true,
        bad: 0,
        worst: [],
        operations: 7,
      });
      expect(scenario.judged).toBeGreaterThan(10);
      expect(scenario.judged).toBeLessThan(200);
    }
  });

  it.each(crash.mutants.filter(({ under }) => under.includes(persistence)))(
    '$name leaves a bad state, and breaks what its story says',
    async mutant => {
      const report = await searched(mutant, persistence);
      expect(brokenIn(report)).toContain(mutant.caughtBy[0]);
      for (const { impossible } of report.scenarios) expect(impossible).toBeUndefined();
    },
  );
});

describe('the shortest way to a bad state', () => {
  async function worst(name: string, persistence: PersistenceName) {
    const mutant = crash.mutants.find(known => known.name === name);
    if (mutant === undefined) throw new TypeError(`there is no mutant "${name}"`);
    const { scenarios } = await searched(mutant, persistence);
    return scenarios.flatMap(scenario => scenario.worst);
  }

  it('of a file that is not synced: renamed onto a free name, with its bytes lost', async () => {
    const [state] = await worst('file-not-synced', 'ext4-ordered');
    expect(state).toMatchObject({ property: 'target-is-old-or-complete', moment: 'found' });
    expect(state?.steps.map(({ fate }) => fate)).toEqual(['on disk', 'lost', 'on disk', 'on disk']);
    expect(state?.steps.at(-1)?.operation).toMatch(/^rename .* to \/world\/container\/claude\.json$/);
    expect(state?.finds).toEqual([['/world/container/claude.json', 'mode 0644, empty, new']]);
  });

  it('of a folder that is not synced: success told and lost; where nothing is ordered, a marker that lies', async () => {
    const [ordered] = await worst('folder-not-synced', 'ext4-ordered');
    expect(ordered).toMatchObject({ property: 'success-means-a-complete-target', moment: 'after success' });
    const [strict] = await worst('folder-not-synced', 'posix');
    expect(strict).toMatchObject({ property: 'marker-only-after-success', moment: 'found' });
    expect(strict?.steps.slice(-2).map(({ fate }) => fate)).toEqual(['lost', 'on disk']);
  });

  it('of a target that is written in place: its first operation, which empties it', async () => {
    const [state] = await worst('written-in-place', 'ext4-ordered');
    expect(state?.steps).toEqual([
      { operation: 'open /world/container/claude.json, emptied', fate: 'on disk', note: '' },
    ]);
    expect(state?.finds).toEqual([['/world/container/claude.json', 'mode 0644, empty']]);
  });

  it('of a mode that comes after the rename: the moment between the two', async () => {
    const [state] = await worst('chmod-after-rename', 'ext4-ordered');
    expect(state).toMatchObject({ property: 'mode-is-0644', details: [['mode', '0600']] });
    expect(state?.steps.at(-1)?.operation).toContain('rename');
  });

  it('of a marker that comes first: its touch, and nothing else', async () => {
    const [state] = await worst('marker-before-rename', 'ext4-ordered');
    expect(state?.steps).toHaveLength(1);
    expect(state?.finds).toEqual([['/world/container/last-sync', 'as before, and touched']]);
  });
});

describe('other mutants', () => {
  const named = (name: string) => {
    const found = target.mutants.find(mutant => mutant.name === name);
    if (found === undefined) throw new TypeError(`there is no mutant "${name}"`);
    return found;
  };

  it('what the next run does not remove is found by it', async () => {
    const report = await searched(named('visible-temp-never-swept'), 'posix');
    const moments = report.scenarios.flatMap(({ worst }) =>
      worst.map(({ property, moment }) => `${moment}: ${property}`),
    );
    expect(moments).toContain('next run: nothing-is-left-behind');
  });

  it('what stops the next run is found by it', async () => {
    const report = await searched(named('stale-lock'), 'ext4-ordered');
    const moments = report.scenarios.flatMap(({ worst }) =>
      worst.map(({ property, moment }) => `${moment}: ${property}`),
    );
    expect(moments).toContain('next run: no-false-refusal');
  });
});

it('an implementation whose operations nobody sees is said to be none', () => {
  expect(crash.inProcess({ name: 'guest', run: scenario => target.reference.run(scenario) })).toBeUndefined();
});
