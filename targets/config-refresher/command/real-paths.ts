import { join } from 'node:path';
import { pathsOf } from '../disk.ts';
import { temporaryFolder, worldFolder } from '../layout.ts';
import type { Scenario } from '../scenario.ts';

/** Where the paths of a scenario lie for real: below the stage's folder. */
export interface RealPaths {
  readonly root: string;
  readonly source: string;
  readonly target: string;
  readonly marker: string;
  /** The project's folder, which the program runs in. */
  readonly project: string;
  readonly home: string;
  readonly temporary: string;
}

/** The scenario's paths below a folder. */
export function realPaths(scenario: Scenario, root: string): RealPaths {
  const { source, target, marker } = pathsOf(scenario);
  return {
    root,
    source: join(root, source),
    target: join(root, target),
    marker: join(root, marker),
    project: join(root, worldFolder),
    home: join(root, worldFolder, 'home'),
    temporary: join(root, temporaryFolder),
  };
}

/** What was said or found below the stage's folder, as the scenario names it. */
export function asNamed(root: string, text: string): string {
  return text.replaceAll(`${root}/`, '/');
}
