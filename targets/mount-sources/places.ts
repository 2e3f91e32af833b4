import type { Scenario } from './scenario.ts';

/** The absolute paths of a scenario's world, below whatever stands for its root. */
export interface Places {
  /** `HOME` as the program is given it. */
  readonly home: string;
  /** The same without dots and doubled slashes, links in it as they are. */
  readonly plainHome: string;
  readonly project: string;
  /** Folder of the first Compose file. */
  readonly base: string;
  readonly composeFiles: readonly string[];
  readonly outside: string;
  readonly temporary: string;
}

/** Where HOME really is. */
export const realHome = '/home/dev';

const spelled: Readonly<Record<Scenario['home'], string>> = {
  plain: '/home/dev',
  'slash-at-end': '/home/dev/',
  dots: '/home/./other/../dev',
  'doubled-slash': '//home//dev',
  'through-link': '/users/dev',
};

/** Whether the project is in HOME: only where it could be read there. */
export function isProjectInHome({ project, homeMode }: Scenario): boolean {
  return project === 'in-home' && (homeMode & 0o100) !== 0;
}

/** @param root stands for `/`: empty in memory, the world's folder for real */
export function placesOf(scenario: Scenario, root: string): Places {
  const plainHome = root + (scenario.home === 'through-link' ? '/users/dev' : realHome);
  const project = isProjectInHome(scenario) ? `${plainHome}/project` : `${root}/srv/project`;
  const base = scenario.filesBelow ? `${project}/deploy` : project;
  return {
    home: root + spelled[scenario.home],
    plainHome,
    project,
    base,
    composeFiles: scenario.files.map((_, nth) =>
      nth === 0 ? `${base}/docker-compose.yml` : `${project}/overlays/${nth}.yml`,
    ),
    outside: `${root}/outside`,
    temporary: `${root}/tmp`,
  };
}
