import type { TreeEntry, TreeFolder } from '../../harness/arbitraries/file-tree.ts';
import { composeText } from './compose-text.ts';
import { environmentOf } from './environment.ts';
import { isProjectInHome, type Places, placesOf } from './places.ts';
import type { LostFile, losses, Scenario } from './scenario.ts';

/** A name that no source has, so that the project in HOME is not in anybody's way. */
const projectName = 'project';

function folder(name: string, entries: readonly TreeEntry[], mode = 0o755): TreeFolder {
  return { kind: 'folder', name, entries, mode };
}

/** Room for all that is in HOME: a fault that stands in its file system is another matter. */
export const plentyBytes = 4 * 1024 * 1024;

/** What became of a Compose file that is lost, by its index; undefined: it can be read. */
function lossOf({ fault, files }: Scenario, nth: number): (typeof losses)[number] | undefined {
  return fault.kind === 'lost-file' && lostIndex(fault, files.length) === nth ? fault.how : undefined;
}

/** The index of the Compose file that is lost, of so many. */
export function lostIndex({ nth }: LostFile, files: number): number {
  return (nth - 1) % files;
}

function projectEntries(scenario: Scenario, places: Places): readonly TreeEntry[] {
  const variables = environmentOf(scenario, places);
  const [base = [], ...others] = scenario.files.map((file, nth): readonly TreeEntry[] => {
    const name = nth === 0 ? 'docker-compose.yml' : `${nth}.yml`;
    const loss = lossOf(scenario, nth);
    if (loss === 'missing') return [];
    if (loss === 'folder') return [folder(name, [])];
    const mode = loss === 'closed' ? 0 : 0o644;
    return [{ kind: 'file', name, content: composeText(file, places, variables), mode }];
  });
  const overlays = others.flat();
  return [...(scenario.filesBelow ? [folder('deploy', base)] : base), folder('overlays', overlays)];
}

/**
 * The whole world of a scenario as a tree: HOME, what is beside it, what is outside, the project. All of it belongs to
 * the user: what goes where it must not go is not stopped by a mode.
 * @param root stands for `/`
 */
export function worldTree(scenario: Scenario, root: string): readonly TreeEntry[] {
  const project = folder(projectName, projectEntries(scenario, placesOf(scenario, root)));
  const inHome = isProjectInHome(scenario);
  const home = [
    ...scenario.tree.filter(({ name }) => !inHome || name !== projectName),
    ...(inHome ? [project] : []),
  ];
  return [
    folder('home', [
      {
        ...folder('dev', home, scenario.homeMode),
        ...(standsInHome(scenario) && { mountBytes: plentyBytes }),
      },
      folder('dev-backup', [{ kind: 'file', name: '.gitconfig', content: 'old\n', mode: 0o600 }]),
      folder('other', []),
    ]),
    folder('outside', [
      folder('config', [{ kind: 'file', name: 'settings.json', content: '{}\n', mode: 0o640 }]),
      { kind: 'file', name: 'gitconfig', content: '[user]\n', mode: 0o644 },
      { kind: 'link', name: 'back', to: '/home/dev/.local' },
    ]),
    folder('srv', inHome ? [] : [project]),
    { kind: 'link', name: 'users', to: '/home' },
    folder('tmp', []),
  ];
}

/** Whether the fault is one of the file system that HOME is on, which is one of its own then. */
export function standsInHome({ fault }: Scenario): boolean {
  return fault.kind === 'read-only-home' || fault.kind === 'full-disk';
}
