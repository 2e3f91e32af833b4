import { parseOnce } from './parse-once.ts';
import { readPlainYaml } from './reference/plain-yaml.ts';
import { hardenedSteps, type Steps } from './reference/steps.ts';
import { remembering } from './remember.ts';

/** The hardened decisions as they run in memory, where the same texts come again and again; mutants replace single ones. */
export const modelSteps: Steps = {
  ...hardenedSteps,
  readYaml: remembering(text => readPlainYaml(text, parseOnce)),
};
