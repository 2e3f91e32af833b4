import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Judges the first document of a file; Compose merges all of them. */
export const firstDocumentOnly = mutant({
  name: 'first-document-only',
  story: 'Judges the first document of a file; Compose merges all of them.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 500,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      readYaml: text => modelSteps.readYaml(text.split('\n---\n')[0] ?? ''),
    }),
  },
});
