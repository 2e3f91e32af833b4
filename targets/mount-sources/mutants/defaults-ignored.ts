import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const defaultsIgnored = mutantWith(
  {
    name: 'defaults-ignored',
    story: `Knows \${NAME} and not its default: \${CONF_DIR:-…} is empty, and its sources are looked for at the root.`,
    source: `seed 004 F6; Compose interpolation`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 300,
  },
  { parse: text => modelSteps.parse(text.replaceAll(/:-(?:[^{}]|\{[^}]*\})*\}/g, '}')) },
);
