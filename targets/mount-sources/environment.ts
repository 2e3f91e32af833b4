import type { Places } from './places.ts';
import type { Scenario } from './scenario.ts';

/** The environment of a run, less what every program has. */
export function environmentOf({ variable }: Scenario, places: Places): Record<string, string> {
  return {
    HOME: places.home,
    COMPOSE_FILES: places.composeFiles.join(':'),
    ...variableOf(variable, places),
  };
}

function variableOf(variable: Scenario['variable'], { plainHome, outside }: Places): Record<string, string> {
  switch (variable.kind) {
    case 'unset':
      return {};
    case 'empty':
      return { CONF_DIR: '' };
    case 'below-home':
      return { CONF_DIR: [plainHome, ...variable.path].join('/') };
    case 'outside':
      return { CONF_DIR: outside };
  }
}
