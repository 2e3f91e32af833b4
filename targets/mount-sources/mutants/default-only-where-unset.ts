import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const defaultOnlyWhereUnset = mutantWith(
  {
    name: 'default-only-where-unset',
    story: `Reads \`:-\` as \`-\`: a variable that is set and empty stays empty.`,
    source: `Compose interpolation: the colon takes an empty value for none`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 1000,
  },
  {
    merge: (documents, variables) =>
      modelSteps.merge(documents, variables['CONF_DIR'] === '' ? { ...variables, CONF_DIR: '/' } : variables),
  },
);
