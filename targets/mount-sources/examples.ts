import type { Bind, ComposeFile, Scenario, Source } from './scenario.ts';

function source(base: Source['base'], ...path: readonly string[]): Source {
  return { base, path, slash: false };
}

function bind(from: Source, target: Bind['target'], parts: Partial<Bind> = {}): Bind {
  return {
    kind: 'bind',
    form: 'short',
    source: from,
    target,
    targetSlash: false,
    readOnly: false,
    relabel: false,
    createHostPath: null,
    quote: 'plain',
    ...parts,
  };
}

function file(mounts: readonly Bind[], parts: Partial<ComposeFile['services'][number]> = {}): ComposeFile {
  return {
    services: [{ name: 'agent', profiles: null, mounts, ...parts }],
    narrowLists: false,
    comments: false,
  };
}

const gitconfig = bind(source('home', '.gitconfig'), '/root/.gitconfig');
const local = bind(source('home', '.local'), '/root/.local');

/** A fresh HOME, and the two mounts of the seed. */
const fresh: Scenario = {
  home: 'plain',
  homeMode: 0o755,
  project: 'outside',
  filesBelow: false,
  variable: { kind: 'unset' },
  files: [file([gitconfig, local])],
  tree: [],
  umask: 0o022,
  fault: { kind: 'none' },
};

/** Both are there: nothing is to be done. */
const calmest: Scenario = {
  ...fresh,
  tree: [
    { kind: 'file', name: '.gitconfig', content: '[user]\n', mode: 0o644 },
    { kind: 'folder', name: '.local', entries: [], mode: 0o755 },
  ],
};

/** Always tried first: the calmest, the seed's, then one of each kind of trouble. */
export const examples: readonly [Scenario, ...Scenario[]] = [
  calmest,
  fresh,
  { ...fresh, umask: 0o077 },
  { ...fresh, tree: [{ kind: 'link', name: '.gitconfig', to: 'gone' }] },
  { ...fresh, tree: [{ kind: 'file', name: '.local', content: 'mine', mode: 0o600 }] },
  {
    ...fresh,
    files: [file([bind(source('home', '.config', 'gh'), '/root/.config/gh')])],
    tree: [{ kind: 'link', name: '.config', to: '/outside' }],
  },
  {
    ...fresh,
    files: [
      file([gitconfig, bind(source('variable-or', 'gh'), '/root/.config/gh', { form: 'long' })]),
      file([bind(source('tilde', 'data'), '/root/.gitconfig')]),
      file([bind(source('home', 'data'), '/data')], { name: 'tools', profiles: ['gpu'] }),
    ],
  },
  { ...fresh, files: [file([bind(source('home', '.local', '..', '..', 'share'), '/data'), gitconfig])] },
  { ...fresh, fault: { kind: 'read-only-home' } },
  { ...fresh, fault: { kind: 'full-disk', room: 1 } },
  {
    ...fresh,
    files: [file([gitconfig]), file([local])],
    fault: { kind: 'lost-file', nth: 2, how: 'closed' },
  },
];
