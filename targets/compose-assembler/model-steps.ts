import { parseOnce } from '../../harness/compose/parse-once.ts';
import { remembering } from '../../harness/compose/remember.ts';
import { readPlainYaml } from './reference/plain-yaml.ts';
import { hardenedSteps, type Steps } from './reference/steps.ts';

/** The hardened decisions as they run in memory, where the same texts come again and again; mutants replace single ones. */
export const modelSteps: Steps = {
  ...hardenedSteps,
  readYaml: remembering(text => readPlainYaml(text, parseOnce)),
};
