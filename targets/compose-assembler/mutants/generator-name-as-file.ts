import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Calls a generated file after its generator: a name with a line break becomes two arguments. */
export const generatorNameAsFile = mutant({
  name: 'generator-name-as-file',
  story: 'Calls a generated file after its generator: a name with a line break becomes two arguments.',
  source: 'expert',
  caughtBy: ['listed-files-exist-parse-once'],
  within: 2000,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      generatorsOf: (names, settings) =>
        modelSteps
          .generatorsOf(names, settings)
          .map(generator => ({ ...generator, output: `${settings.overlays}/${generator.name}.yml` })),
    }),
  },
});
