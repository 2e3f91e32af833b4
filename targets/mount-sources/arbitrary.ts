import * as fc from 'fast-check';
import { fileTree, type TreeEntry, treeFile, treeLink } from '../../harness/arbitraries/file-tree.ts';
import { hostileName } from '../../harness/arbitraries/hostile-name.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import {
  type Bind,
  type ComposeFile,
  faultCodes,
  faultedOperations,
  fileTargets,
  folderTargets,
  homeSpellings,
  type Mount,
  type Scenario,
  type Service,
  type Source,
  serviceNames,
} from './scenario.ts';

/** Few, so that sources, links and what is in HOME meet. */
const calmNames = fc.constantFrom('.gitconfig', '.local', '.config', 'gh', 'share', 'settings.json', 'data');
const anyNames = fc.oneof({ weight: 9, arbitrary: calmNames }, { weight: 1, arbitrary: hostileName() });
const oddNames = fc.oneof({ weight: 1, arbitrary: calmNames }, { weight: 2, arbitrary: hostileName() });
const climbing = weighted([4, '..'], [1, '.'], [1, '']);

function pathOf(component: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string[]> {
  return fc.array(component, { minLength: 1, maxLength });
}

const calmPaths = pathOf(calmNames, 2);
const anyPaths = fc.oneof(
  { weight: 6, arbitrary: pathOf(anyNames, 3) },
  { weight: 1, arbitrary: pathOf(oddNames, 2) },
  {
    weight: 2,
    arbitrary: pathOf(fc.oneof({ weight: 3, arbitrary: calmNames }, { weight: 2, arbitrary: climbing }), 4),
  },
);

const calmSource: fc.Arbitrary<Source> = fc.record({
  base: fc.constant<'home'>('home'),
  path: calmPaths,
  slash: fc.constant(false),
});
const anySource: fc.Arbitrary<Source> = fc.record({
  base: weighted(
    [9, 'home'],
    [2, 'home-or'],
    [3, 'tilde'],
    [2, 'absolute'],
    [3, 'relative'],
    [2, 'variable'],
    [3, 'variable-or'],
    [1, 'beside-home'],
    [1, 'outside'],
  ),
  path: anyPaths,
  slash: weighted([6, false], [1, true]),
});

const targets = fc.constantFrom(...fileTargets.slice(0, 5), ...folderTargets);

function bind(source: fc.Arbitrary<Source>): fc.Arbitrary<Bind> {
  return fc.record({
    kind: fc.constant('bind'),
    form: weighted([3, 'short'], [2, 'long']),
    source,
    target: targets,
    targetSlash: weighted([9, false], [1, true]),
    readOnly: fc.boolean(),
    relabel: weighted([4, false], [1, true]),
    createHostPath: weighted([7, null], [1, true], [2, false]),
    quote: fc.constantFrom<Bind['quote'][]>('plain', 'single', 'double'),
  });
}

const noBind: fc.Arbitrary<Mount> = fc.record({
  kind: fc.constantFrom('volume' as const, 'anonymous' as const, 'tmpfs' as const),
  form: fc.constantFrom('short' as const, 'long' as const),
  target: targets,
});

function serviceOf(source: fc.Arbitrary<Source>, gates: number, mostMounts: number): fc.Arbitrary<Service> {
  return fc.record({
    name: fc.constantFrom(...serviceNames),
    profiles: fc.oneof(
      { weight: 8, arbitrary: fc.constant(null) },
      {
        weight: gates,
        arbitrary: fc.array(fc.constantFrom('gpu' as const, 'debug' as const), {
          minLength: 1,
          maxLength: 2,
        }),
      },
    ),
    mounts: fc.array(fc.oneof({ weight: 8, arbitrary: bind(source) }, { weight: 1, arbitrary: noBind }), {
      minLength: 1,
      maxLength: mostMounts,
    }),
  });
}

function filesOf(
  source: fc.Arbitrary<Source>,
  gates: number,
  mostFiles = 3,
  mostMounts = 4,
): fc.Arbitrary<readonly ComposeFile[]> {
  const file = fc.record({
    services: fc.uniqueArray(serviceOf(source, gates, mostMounts), {
      selector: ({ name }) => name,
      minLength: 1,
      maxLength: 2,
    }),
    narrowLists: fc.boolean(),
    comments: weighted([3, false], [1, true]),
  });
  return fc.array(file, { minLength: 1, maxLength: mostFiles });
}

const linksTo = fc.oneof(
  { weight: 4, arbitrary: calmNames },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'gone',
      'gone/deeper',
      '.',
      '..',
      '../../outside',
      '/outside',
      '/outside/config',
      '/outside/gitconfig',
      '/outside/gone',
      '/outside/back',
      '/home/dev/data',
      '/home/dev/gone',
      '/users/dev/.config',
      '.config/gh',
    ),
  },
);
const modes = weighted(
  [6, 0o755],
  [3, 0o644],
  [2, 0o700],
  [1, 0o600],
  [1, 0o555],
  [1, 0o777],
  [1, 0o444],
  [1, 0],
);
const treeOptions = { names: anyNames, depth: 2, width: 4, linksTo, modes };
const calmTree = fileTree({
  names: calmNames,
  depth: 1,
  width: 3,
  modes: weighted([3, 0o755], [1, 0o700]),
  specials: false,
  linksTo: fc.constantFrom('data', '.config', '/home/dev/data'),
});
const anyTree = fc.oneof(
  { weight: 5, arbitrary: fileTree(treeOptions) },
  { weight: 1, arbitrary: fileTree({ ...treeOptions, uids: weighted([1, 1000], [1, 0]) }) },
);

/** A HOME whose entries are links as a rule: in it, out of it, to nothing, round, out and back. */
const linkNames = fc.constantFrom('.config', '.local', '.gitconfig', 'data');
const leadsOn = weighted(
  [3, 'data'],
  [2, '.local'],
  [2, '/home/dev/data'],
  [3, '/outside'],
  [2, '/outside/back'],
  [1, '/outside/gitconfig'],
  [1, '/outside/gone'],
  [2, 'gone'],
  [1, '.'],
  [1, '..'],
);
const emptyFolder = fc.record({
  kind: fc.constant('folder' as const),
  name: linkNames,
  entries: fc.array(treeFile(linkNames), { maxLength: 0 }),
});
const innerTree = fc.uniqueArray(
  fc.oneof(treeFile(linkNames), emptyFolder, treeLink(linkNames, { linksTo: leadsOn })),
  { selector: ({ name }) => name, maxLength: 2 },
);
const linkedTree = fc.uniqueArray(
  fc.oneof(
    { weight: 3, arbitrary: treeLink(linkNames, { linksTo: leadsOn }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('folder' as const), name: linkNames, entries: innerTree }),
    },
    { weight: 1, arbitrary: treeFile(linkNames) },
  ),
  { selector: ({ name }) => name, minLength: 2, maxLength: 4 },
);
const closedModes = weighted([2, 0o755], [3, 0o700], [2, 0o600], [1, 0o644], [1, 0o750]);
const settledEntry = (entries: fc.Arbitrary<readonly TreeEntry[]>): fc.Arbitrary<TreeEntry> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('folder' as const),
        name: linkNames,
        mode: closedModes,
        entries,
      }),
    },
    { weight: 2, arbitrary: treeFile(linkNames, { modes: closedModes }) },
  );
const nothing: fc.Arbitrary<readonly TreeEntry[]> = fc.array(treeFile(linkNames), { maxLength: 0 });
const settledTree: fc.Arbitrary<readonly TreeEntry[]> = fc.uniqueArray(
  settledEntry(fc.uniqueArray(settledEntry(nothing), { selector: ({ name }) => name, maxLength: 2 })),
  { selector: ({ name }) => name, minLength: 2, maxLength: 4 },
);
const linkedSource: fc.Arbitrary<Source> = fc.record({
  base: weighted([4, 'home'], [1, 'tilde']),
  path: pathOf(linkNames, 3),
  slash: weighted([6, false], [1, true]),
});

const umasks = weighted([5, 0o022], [2, 0o077], [1, 0o002], [2, 0], [1, 0o027], [1, 0o177], [1, 0o777]);
const none: fc.Arbitrary<Scenario['fault']> = fc.record({ kind: fc.constant('none') });

type Parts = { readonly [K in keyof Scenario]: fc.Arbitrary<Scenario[K]> };

const plain: Parts = {
  home: weighted([5, 'plain'], [1, 'slash-at-end']),
  homeMode: weighted([3, 0o755], [1, 0o700]),
  project: weighted([3, 'outside'], [1, 'in-home']),
  filesBelow: weighted([3, false], [1, true]),
  variable: fc.oneof(
    fc.record({ kind: fc.constantFrom('unset' as const, 'empty' as const) }),
    fc.record({ kind: fc.constant('below-home' as const), path: calmPaths }),
  ),
  files: filesOf(calmSource, 1),
  tree: calmTree,
  umask: weighted([4, 0o022], [1, 0o077], [1, 0]),
  fault: none,
};

const odd: Partial<Parts> = {
  home: fc.constantFrom(...homeSpellings),
  project: fc.constantFrom('outside' as const, 'in-home' as const),
  filesBelow: fc.boolean(),
  variable: fc.oneof(
    fc.record({ kind: fc.constantFrom('unset' as const, 'empty' as const, 'outside' as const) }),
    fc.record({ kind: fc.constant('below-home' as const), path: pathOf(anyNames, 2) }),
  ),
  umask: umasks,
};

function like(parts: Partial<Parts>): fc.Arbitrary<Scenario> {
  return fc.record({ ...plain, ...parts });
}

/** A fresh or tidy HOME, as most have. */
const calm = like({});

/** Compose files in all their forms, over a HOME that is tidy. */
const written = like({ ...odd, files: filesOf(anySource, 3, 4) });

/** A HOME in which much is in the way. */
const occupied = like({ tree: anyTree, umask: umasks, homeMode: weighted([8, 0o755], [1, 0o555], [1, 0]) });

/** A HOME in which most of it is there, some of it closed, some of the other kind. */
const settled = like({
  files: filesOf(linkedSource, 1, 2, 2),
  tree: settledTree,
  umask: umasks,
});

/** A HOME of links. */
const linked = like({
  home: weighted([4, 'plain'], [1, 'through-link']),
  files: filesOf(linkedSource, 1, 2, 3),
  tree: linkedTree,
});

/** Both. */
const everything = like({ ...odd, files: filesOf(anySource, 2), tree: anyTree });

/** The file system of HOME takes nothing, or little, more. */
const standing = like({
  fault: fc.oneof(
    fc.record({ kind: fc.constant('read-only-home' as const) }),
    fc.record({ kind: fc.constant('full-disk' as const), room: fc.integer({ min: 0, max: 3 }) }),
  ),
});

/** An operation fails. */
const failing = like({
  files: filesOf(anySource, 1),
  fault: fc.record({
    kind: fc.constant('call' as const),
    operation: weighted([4, faultedOperations[0]], [3, faultedOperations[1]], [2, faultedOperations[2]]),
    nth: weighted([5, 1], [3, 2], [2, 3], [1, 4]),
    code: fc.constantFrom(...faultCodes),
  }),
});

/** Scenarios of programs that make mount sources. */
export const arbitrary: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 4, arbitrary: calm },
  { weight: 5, arbitrary: written },
  { weight: 5, arbitrary: occupied },
  { weight: 4, arbitrary: settled },
  { weight: 5, arbitrary: linked },
  { weight: 4, arbitrary: everything },
  { weight: 1, arbitrary: standing },
  { weight: 2, arbitrary: failing },
);
