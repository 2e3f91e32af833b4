import { platformVariable, singleInstanceVariable } from './contract.ts';
import type { Failure } from './failure.ts';
import type { Invariant } from './situation.ts';

const failure: Failure = {
  sentinel: 'ErrMultiInstanceDeployDetected',
  resource: platformVariable,
  reason: `${platformVariable} is set, so several instances may run, and ${singleInstanceVariable} does not say otherwise`,
  fix: `scale the service to one instance and set ${singleInstanceVariable}=1`,
};

/** On a platform that may start several instances, somebody has asserted that there is one. */
export const singleInstance: Invariant = {
  linuxOnly: false,
  check: ({ contract }) => (contract.onPlatform && contract.singleInstance !== 'asserted' ? [failure] : []),
};
