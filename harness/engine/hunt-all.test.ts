import { expect, it } from 'vitest';
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
