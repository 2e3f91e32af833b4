import { mutantWith } from '../mutant.ts';
import { postureParts } from '../reference/posture.ts';

export const lineWithoutFix = mutantWith(
  {
    name: 'line-without-fix',
    story: 'One invariant, added later, logs what is wrong and not what to do.',
    source: 'seed 001: each failed invariant logs the error and the variable or fix to set',
    caughtBy: ['line-is-a-runbook'],
    within: 200,
  },
  {
    line: (failure, level) =>
      failure.sentinel === 'ErrMultiInstanceDeployDetected'
        ? JSON.stringify({ level, err: failure.sentinel, resource: failure.resource })
        : postureParts.line(failure, level),
  },
);
