import { broken, holds, type Property } from '../../../harness/target.ts';
import type { BakedObservation } from '../observation.ts';
import type { BakedScenario } from '../scenario.ts';
import { entryPairs, treePairs } from './tree-findings.ts';

/** What is built is what was asked for, names, kinds and bytes. */
export const filesAreThere: Property<BakedScenario, BakedObservation> = {
  name: 'files-are-there',
  statement:
    'The tree has the files, folders and links that the Dockerfile puts there, with their contents, and no others.',
  check(scenario, observation) {
    for (const trees of treePairs(scenario, observation)) {
      const { built, predicted } = trees;
      for (const [path, { kind }] of predicted) {
        const is = built.get(path);
        if (is === undefined) return broken(`The ${kind} ${JSON.stringify(path)} is missing.`);
        if (is.kind !== kind) return broken(`${JSON.stringify(path)} is a ${is.kind} and must be a ${kind}.`);
      }
      for (const [path, { kind }] of built)
        if (!predicted.has(path))
          return broken(`The ${kind} ${JSON.stringify(path)} is there, and nothing puts it there.`);
      for (const { path, is, must } of entryPairs(trees)) {
        if (is.content !== must.content)
          return broken(`The file ${JSON.stringify(path)} holds something else.`);
        if (is.to !== must.to) return broken(`The link ${JSON.stringify(path)} leads somewhere else.`);
      }
    }
    return holds;
  },
};
