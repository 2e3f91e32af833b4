import type { TreeEntry } from '../../harness/arbitraries/file-tree.ts';
import type { Scenario } from './scenario.ts';

/** Folder of everything, as the sweep sees it. */
export const worldFolder = '/world';
/** Where homes are, and what links of a home lead to: files that are nobody's to remove. */
const homesFolder = `${worldFolder}/home`;
export const elsewhereFolder = `${worldFolder}/elsewhere`;
/** The folder that the sweep is started in. */
export const projectFolder = `${worldFolder}/project`;
export const temporaryFolder = `${worldFolder}/tmp`;

/** The owner of the home, and the sweep's own uid. */
export const ownerUid = 1000;

/** What docker(1) is asked. */
export const listingArguments: readonly string[] = ['ps', '-a', '--format', '{{.Names}}'];

/** Name of a session's folder. Its sibling has `.json` behind it. */
export function folderOf(id: string): string {
  return `.claude-container-${id}`;
}

/** The home's own folder, wherever `HOME` leads. */
export function homeOf({ home }: Pick<Scenario, 'home'>): string {
  return `${homesFolder}/${home.name}`;
}

/** Where a home is when `HOME` names a link. */
const homeLink = `${worldFolder}/home-of-mine`;

/** What `HOME` says; undefined: nothing. */
export function homeVariable(scenario: Pick<Scenario, 'home'>): string | undefined {
  switch (scenario.home.is) {
    case 'unset':
      return undefined;
    case 'empty':
      return '';
    case 'link':
      return homeLink;
    case 'with-slash':
      return `${homeOf(scenario)}/`;
    case 'missing':
      return `${homesFolder}/gone`;
    case 'folder':
      return homeOf(scenario);
  }
}

/** Folder of the program that `DOCKER` names. */
export function toolsOf({ docker }: Pick<Scenario, 'docker'>): string {
  return docker.spaced ? `${worldFolder}/my tools` : `${worldFolder}/tools`;
}

/** What `DOCKER` says; undefined: nothing. */
export function dockerVariable(scenario: Pick<Scenario, 'docker'>): string | undefined {
  const { is } = scenario.docker;
  if (is === 'unset') return undefined;
  return is === 'empty' ? '' : `${toolsOf(scenario)}/docker`;
}

function file(name: string, content: string): TreeEntry {
  return { kind: 'file', name, content };
}

function folder(name: string, ...entries: readonly TreeEntry[]): TreeEntry {
  return { kind: 'folder', name, entries };
}

/** What a link that is followed leads to. */
const elsewhere: readonly TreeEntry[] = [
  folder(
    'store',
    file('history.jsonl', '{"precious":1}\n'),
    folder('deeper', file('notes', 'years of them')),
  ),
  file('precious', 'a file of its own'),
];

/** A sweep that looks in the folder it was started in, for want of a home, finds something to remove there. */
const project: readonly TreeEntry[] = [
  folder('.claude-container-dead', file('settings.json', '{}')),
  file('.claude-container-dead.json', '{}'),
  file('README', 'a project'),
];

/** Everything in the world but the tools, the temporary files, and what is backstage. */
export function worldTree(scenario: Scenario): readonly TreeEntry[] {
  const { name, mode, entries } = scenario.home;
  const home: TreeEntry = { kind: 'folder', name, mode, entries };
  return [
    folder('home', home),
    folder('elsewhere', ...elsewhere),
    folder('project', ...project),
    ...(scenario.home.is === 'link'
      ? [{ kind: 'link', name: 'home-of-mine', to: homeOf(scenario) } as const]
      : []),
  ];
}
