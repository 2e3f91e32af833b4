import { describe, expect, it } from 'vitest';
import type { AnyTarget, ProgramMutant } from '../target.ts';
import { realSettings } from '../world/command/real-settings.ts';
import type { EventBody } from './events.ts';
import { huntAll } from './hunt-all.ts';
import { loadTarget } from './subject.ts';

const url = new URL('../../targets/posture-checker/target.ts', import.meta.url).href;

it('skips a program whose needs this machine can not meet, and says which', async () => {
  const mutant: ProgramMutant = {
    name: 'needs-what-nobody-has',
    story: 'none',
    source: 'none',
    caughtBy: ['exactly-the-failures'],
    within: 1,
    file: new URL('file:///nonexistent'),
    needs: ['bash', 'seatrial-no-such-program'],
  };
  const loaded = await loadTarget(url);
  if (loaded.command === undefined) throw new Error('it has no command');
  const target: AnyTarget = { ...loaded, command: { ...loaded.command, mutants: [mutant] } };
  const events: EventBody[] = [];
  const options = { seeds: [1], jobs: 1, limitMs: 1_000, real: realSettings() };
  await huntAll([{ target, url }], options, event => void events.push(event));
  expect(events).toEqual([
    {
      type: 'mutant-skipped',
      target: 'posture-checker',
      mutant: 'needs-what-nobody-has',
      reason: 'seatrial-no-such-program not installed',
    },
  ]);
});

describe('in containers', () => {
  // The containers of the cellar are plain functions: no engine is asked.
  const engine = {
    socket: '/nonexistent',
    own: true,
    label: 't',
    image: 'none',
    pid: undefined,
    version: '0',
  };
  const cellar = new URL('./fixtures/cellar.ts', import.meta.url).href;

  it('kills those in process and the programs; skips what it is blind to; says who survives', async () => {
    const only = ['opens-deep', 'opens-deep-as-a-program', 'only-looks-open', 'only-known-to-look-open'];
    const real = realSettings({ fidelity: 'container', engine, containment: 'off' });
    const options = { seeds: [1, 2], jobs: 2, limitMs: 1_000, real, only };
    const events: EventBody[] = [];
    await huntAll(
      [{ target: await loadTarget(cellar), url: cellar }],
      options,
      event => void events.push(event),
    );
    expect(events).toMatchObject([
      { type: 'mutant-killed', mutant: 'opens-deep', runs: [expect.any(Number), expect.any(Number)] },
      { type: 'mutant-survived', mutant: 'only-looks-open', seeds: [1, 2], fidelity: 'container' },
      { type: 'mutant-skipped', mutant: 'only-known-to-look-open', reason: 'inside it is shut' },
      { type: 'mutant-killed', mutant: 'opens-deep-as-a-program', property: 'stays-shut' },
    ]);
  }, 60_000);
});
