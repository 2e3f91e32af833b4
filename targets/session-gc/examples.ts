import type { TreeEntry } from '../../harness/arbitraries/file-tree.ts';
import { folderOf } from './layout.ts';
import type { Call, Scenario } from './scenario.ts';

function session(id: string, ...entries: readonly TreeEntry[]): TreeEntry {
  return { kind: 'folder', name: folderOf(id), entries };
}

function siblingOf(id: string): TreeEntry {
  return { kind: 'file', name: `${folderOf(id)}.json`, content: '{}' };
}

const answer: Call = {
  names: ['drydock-web-9f3a'],
  others: 0,
  lines: 'lf',
  printed: 'all',
  noise: '',
  starts: [],
  end: { how: 'exits', status: 0 },
};

/** One session that is live, one that is gone, nothing else. */
const calmest: Scenario = {
  home: {
    is: 'folder',
    name: 'dev',
    mode: 0o755,
    entries: [session('9f3a'), session('beef'), siblingOf('beef')],
  },
  docker: { is: 'program', spaced: false, calls: [answer] },
  twice: false,
};

function calling(...[first, ...rest]: readonly [Partial<Call>, ...Partial<Call>[]]): Scenario['docker'] {
  const [one, ...others] = [first, ...rest].map(call => ({ ...answer, ...call }));
  return { ...calmest.docker, calls: [one ?? answer, ...others] };
}

function holding(...entries: readonly TreeEntry[]): Scenario['home'] {
  return { ...calmest.home, entries };
}

/** Always tried first: the calmest scenario, then one of each kind of trouble. */
export const examples: readonly [Scenario, ...Scenario[]] = [
  calmest,
  { ...calmest, docker: calling({ printed: 'nothing', end: { how: 'exits', status: 1 } }) },
  { ...calmest, docker: calling({ printed: 'half', end: { how: 'killed', signal: 'SIGKILL' } }) },
  { ...calmest, docker: calling({}, { end: { how: 'exits', status: 1 } }) },
  { ...calmest, docker: calling({ names: [] }) },
  { ...calmest, docker: { ...calmest.docker, is: 'missing' } },
  { ...calmest, docker: calling({ starts: [{ id: 'beef', at: 'before' }] }) },
  { ...calmest, home: { ...calmest.home, is: 'unset' } },
  {
    ...calmest,
    home: holding(session('beef', { kind: 'link', name: 'projects', to: '/world/elsewhere/store' }), {
      kind: 'link',
      name: folderOf('dead'),
      to: '/world/elsewhere/store',
    }),
    docker: calling({ names: [] }),
    twice: true,
  },
];
