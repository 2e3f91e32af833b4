import type { CrashContract } from '../../../harness/target.ts';
import { examples } from '../examples.ts';
import type { Observation } from '../observation.ts';
import { properties } from '../properties.ts';
import type { Scenario } from '../scenario.ts';
import { seenInProcess } from './in-process.ts';
import { crashMutants } from './mutants.ts';
import { observeCrash } from './observe.ts';
import { crashPrograms } from './programs.ts';

const [calmest] = examples;
const pages = 20_000;

/** What a power cut may leave of a refresh. A target that is new to its folder has no older file to fall back upon. */
export const crash: CrashContract<Scenario, Observation> = {
  scenarios: [
    calmest,
    { ...calmest, target: { ...calmest.target, kind: 'missing' }, marker: 'missing' },
    {
      ...calmest,
      source: { ...calmest.source, content: { ...calmest.source.content, padding: pages } },
      target: { ...calmest.target, content: 'long' },
      umask: 0o077,
    },
  ],
  judged: {
    found: [
      'target-is-old-or-complete',
      'new-content-is-the-source-without-the-keys',
      'source-is-only-read',
      'others-are-untouched',
      'mode-is-0644',
      'marker-only-after-success',
      'marker-is-not-wide-open',
    ],
    afterSuccess: ['success-means-a-complete-target'],
    nextRun: [
      'no-false-refusal',
      ...properties.map(({ name }) => name).filter(name => name !== 'no-false-refusal'),
    ],
  },
  mutants: crashMutants,
  programs: crashPrograms,
  observe: observeCrash,
  inProcess: seenInProcess,
};
