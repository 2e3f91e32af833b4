import { describe, expect, it } from 'vitest';
import { target as refresher } from '../../targets/config-refresher/target.ts';
import type { SubjectPlan } from '../engine/campaign/plan.ts';
import type { AnyTarget } from '../target.ts';
import { runExhaust } from './exhaust.ts';

function plan(target: unknown, fidelity: SubjectPlan['fidelity']): SubjectPlan {
  const source = {
    target: 'file:///nowhere',
    implementation: { kind: 'named', name: 'reference' },
    without: [],
  } as const;
  return { source, target: target as AnyTarget, implementation: 'reference', fidelity };
}

describe('fuzz --exhaust', () => {
  it('is a usage error where system calls are not seen', async () => {
    const asked = runExhaust([plan(refresher, 'process')], { jobs: 1 });
    await expect(asked).rejects.toThrow('--exhaust needs system calls: add --fidelity kernel');
  });

  it('is a usage error for a target that has no runs to go through', async () => {
    const { command: _, ...inProcess } = refresher;
    const asked = runExhaust([plan(inProcess, 'kernel')], { jobs: 1 });
    await expect(asked).rejects.toThrow('--exhaust: config-refresher has no runs to go through call by call');
  });
});
