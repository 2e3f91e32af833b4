import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { bothRuns, compared, entryPairs, treePairs } from './tree-findings.ts';
import { describedVerdict } from './verdict-findings.ts';

/** A policy that the container can change is none. */
export const onlyRootWrites: Property<BakedScenario, BakedObservation> = {
  name: 'only-root-writes',
  statement:
    'A path is called fine only when nobody but root can change it or a folder above it, and no built file is more writable than the Dockerfile says.',
  check(scenario, observation) {
    for (const { built, expectation } of bothRuns(scenario, observation)) {
      if (expectation.kind !== 'built') continue;
      for (const { path, verdict } of built.told) {
        const must = expectation.verdicts.get(path);
        if (verdict !== 'fine' || must?.verdict !== 'writable') continue;
        return broken(`${JSON.stringify(path)} is called fine, and ${must.because}.`, {
          details: describedVerdict(must),
        });
      }
    }
    for (const trees of treePairs(scenario, observation))
      for (const pair of entryPairs(trees)) {
        const { path, is, must } = pair;
        if (is.kind === 'link' || (is.mode & ~must.mode & 0o022) === 0) continue;
        return broken(`The ${is.kind} ${JSON.stringify(path)} can be written by others, and must not be.`, {
          details: compared(pair),
        });
      }
    return holds;
  },
};
