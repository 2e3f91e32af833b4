import * as fc from 'fast-check';
import {
  type FileTreeOptions,
  fileTree,
  type TreeEntry,
  treeEntry,
  treeFile,
  treeFolder,
  treeLink,
} from '../../harness/arbitraries/file-tree.ts';
import { hostileName } from '../../harness/arbitraries/hostile-name.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { elsewhereFolder, folderOf } from './layout.ts';
import type { Call, Scenario } from './scenario.ts';
import { canStart } from './starts.ts';

/** Few, so that names of containers and folders meet. One reads as a number, one as a word, one as a word of shells. */
export const sessionIds = ['9f3a', '0000', '1e10', 'beef', 'dead', 'ffff', '00a1'] as const;
/** Ids that no home begins with. */
const newIds = ['57a0', '57a1'] as const;

const ids = fc.constantFrom(...sessionIds);

/** Names that are nearly those of session folders, or that somebody's shell would take for more than a name. */
const nearMisses: readonly string[] = [
  ...['9F3A', 'BEEF', '9f3a1', '9f3', '9f3g', '', '9f3a.bak', '9f3a ', '9f3a~', '9f3a-shell', ' 9f3a'],
  ...[
    '9f3a\n',
    '9f3a\n.claude-container-beef',
    '*',
    '????',
    '[0-9a-f]',
    '٩٩٩٩',
    'ｆｆｆｆ',
    '9f3a.json.bak',
    '-9f3a',
    '9f3a\r',
    '9f3a notes',
  ],
]
  .map(folderOf)
  .concat(
    'claude-container-9f3a',
    'x.claude-container-9f3a',
    '.Claude-container-9f3a',
    '.claude-container_9f3a',
  )
  .concat(
    '.claude',
    '.claude.json',
    'notes',
    '.claude-container',
    '.claude-container-9f3a.json ',
    '..beef',
    '-rf',
  )
  .concat(
    ' .claude-container-9f3a',
    '.claude-container-9f3a\\',
    '\n.claude-container-9f3a',
    '.claude-container-*.json',
  );

/** Where links of a home lead: out, to what is beside them, up, and nowhere. */
const linksTo = fc.constantFrom(
  `${elsewhereFolder}/store`,
  `${elsewhereFolder}/store`,
  `${elsewhereFolder}/store`,
  `${elsewhereFolder}/precious`,
  '../../elsewhere/store',
  'notes',
  folderOf('beef'),
  '.',
  '..',
  'gone',
);

/** What is in a folder whose owner can remove it. */
const plain: FileTreeOptions = { depth: 1, width: 3, linksTo, modes: fc.constantFrom(0o755, 0o700, 0o744) };
const noModes: FileTreeOptions = { depth: 1, width: 2, linksTo, specials: false };

/** What is in a folder that somebody may not be able to remove. */
const awkward: FileTreeOptions = {
  depth: 2,
  width: 3,
  linksTo,
  modes: fc.constantFrom(0o755, 0o000, 0o500, 0o300),
  immutable: weighted([5, false], [1, true]),
};
const foreign: FileTreeOptions = { ...awkward, uids: fc.constantFrom(1000, 0, 65_534) };

const names = ids.map(folderOf, name => idIn(name, ''));
const siblings = ids.map(
  id => `${folderOf(id)}.json`,
  name => idIn(name, '.json'),
);

/** Undoes the naming; what has another name was not named here. */
function idIn(name: unknown, suffix: string): (typeof sessionIds)[number] {
  const found = sessionIds.find(id => name === folderOf(id) + suffix);
  if (found === undefined) throw new TypeError('no name of a session');
  return found;
}

const mounted: fc.Arbitrary<TreeEntry> = fc.record({
  kind: fc.constant<'folder'>('folder'),
  name: fc.oneof(names, fc.constant('projects')),
  entries: fileTree({ depth: 0, width: 1, specials: false }),
  mountBytes: fc.constant(65_536),
});

/** A session whose folder has a mount in it. */
const withMount: fc.Arbitrary<TreeEntry> = fc.record({
  kind: fc.constant<'folder'>('folder'),
  name: names,
  entries: fc.array(mounted, { minLength: 1, maxLength: 1 }),
});

const calmSession = treeFolder(names, noModes);
const sibling = treeFile(siblings, { contents: fc.constantFrom('{}', '{"session":1}\n') });

/** What has a session's name and is none: a link, a file, something odd. */
const impostor = fc.oneof(
  { weight: 3, arbitrary: treeLink(names, { linksTo }) },
  { weight: 1, arbitrary: treeFile(names) },
  { weight: 1, arbitrary: treeLink(siblings, { linksTo }) },
  { weight: 1, arbitrary: treeFolder(siblings, noModes) },
);

const bystander = fc.oneof(
  { weight: 3, arbitrary: treeEntry(fc.constantFrom(...nearMisses), { ...plain, depth: 1 }) },
  { weight: 1, arbitrary: treeEntry(hostileName(), { ...plain, depth: 1 }) },
);

const calmEntries = fc.oneof({ weight: 3, arbitrary: calmSession }, { weight: 2, arbitrary: sibling });
const anyEntry = fc.oneof(
  { weight: 5, arbitrary: calmEntries },
  { weight: 2, arbitrary: treeFolder(names, plain) },
  { weight: 2, arbitrary: impostor },
  { weight: 4, arbitrary: bystander },
);
const stuckEntry = fc.oneof(
  { weight: 4, arbitrary: calmEntries },
  { weight: 3, arbitrary: treeFolder(names, awkward) },
  { weight: 1, arbitrary: treeFolder(names, foreign) },
  { weight: 1, arbitrary: withMount },
  { weight: 1, arbitrary: mounted },
  { weight: 1, arbitrary: treeFile(siblings, { immutable: fc.constant(true) }) },
);

function entries(
  one: fc.Arbitrary<TreeEntry>,
  maxLength: number,
  minLength = 1,
): fc.Arbitrary<readonly TreeEntry[]> {
  return fc.uniqueArray(one, { selector: ({ name }) => name, minLength, maxLength });
}

const projects = [
  'web',
  'a',
  'my-app',
  'report-2024',
  '9f3a',
  'beef-dead',
  'x.y_z',
  'shell',
  'drydock-web',
  '-',
];

/** Names of containers: the two forms, and what is nearly one of them. */
const containerNames: readonly string[] = sessionIds.flatMap(id => [
  ...projects.flatMap(project => [`drydock-${project}-${id}`, `drydock-${project}-${id}-shell`]),
]);
const otherNames: readonly string[] = sessionIds.flatMap(id => [
  `web-${id}`,
  `drydock-${id}-web`,
  `drydock-web-${id}-1`,
  `drydock-web-${id}-shells`,
  `drydock-web-${id}-shell-1`,
  `mydrydock-web-${id}`,
  `drydock-web-5${id}`,
  `drydock-web-${id}0`,
  `drydock-web-${id.slice(0, 3)}`,
  `drydock_web_${id}`,
  `drydock-${id}`,
  `drydock-web.${id}`,
  `claude-container-${id}`,
  ...(/[a-f]/.test(id) ? [`drydock-web-${id.toUpperCase()}`, `DRYDOCK-WEB-${id}`] : []),
]);

const containers = fc.uniqueArray(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...containerNames) },
    { weight: 2, arbitrary: fc.constantFrom(...otherNames) },
  ),
  { maxLength: 5 },
);

type CallParts = { readonly [K in keyof Call]: fc.Arbitrary<Call[K]> };

const goodEnd: fc.Arbitrary<Call['end']> = fc.record({ how: fc.constant('exits'), status: fc.constant(0) });
const noStarts = fc.array(fc.record({ id: ids, at: fc.constant<'before'>('before') }), { maxLength: 0 });

const goodCall: CallParts = {
  names: containers,
  others: weighted([60, 0], [1, 30_000], [6, 3]),
  lines: weighted([3, 'lf'], [1, 'not-last'], [1, 'crlf']),
  printed: fc.constant('all'),
  noise: weighted([6, ''], [1, 'WARNING: noise\n']),
  starts: noStarts,
  end: goodEnd,
};

const badEnd: fc.Arbitrary<Call['end']> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      how: fc.constant<'exits'>('exits'),
      status: fc.oneof(fc.constantFrom(1, 125, 127, 255), fc.integer({ min: 1, max: 255 })),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      how: fc.constant<'killed'>('killed'),
      signal: fc.constantFrom('SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGPIPE'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant<'hangs'>('hangs') }) },
);

const call = fc.record<Call>(goodCall);
const emptyCall = fc.record<Call>({
  ...goodCall,
  names: fc.uniqueArray(fc.constantFrom('web'), { maxLength: 0 }),
});
const badCall = fc.record<Call>({
  ...goodCall,
  printed: weighted([2, 'nothing'], [2, 'half'], [2, 'all']),
  noise: weighted([1, ''], [2, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n']),
  end: badEnd,
});
const startingCall = fc.record<Call>({
  ...goodCall,
  starts: fc.uniqueArray(
    fc.record({
      id: fc.oneof({ weight: 2, arbitrary: ids }, { weight: 1, arbitrary: fc.constantFrom(...newIds) }),
      at: fc.constantFrom('before', 'after'),
    }),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
});

type Docker = Scenario['docker'];
type DockerParts = { readonly [K in keyof Docker]: fc.Arbitrary<Docker[K]> };
type HomeParts = { readonly [K in keyof Scenario['home']]: fc.Arbitrary<Scenario['home'][K]> };

const goodDocker: DockerParts = {
  is: fc.constant('program'),
  spaced: weighted([3, false], [1, true]),
  calls: fc.oneof({ weight: 6, arbitrary: fc.tuple(call) }, { weight: 1, arbitrary: fc.tuple(emptyCall) }),
};
const calmHome: HomeParts = {
  is: weighted([6, 'folder'], [1, 'with-slash'], [1, 'link']),
  name: fc.oneof({ weight: 3, arbitrary: fc.constant('dev') }, { weight: 1, arbitrary: hostileName() }),
  mode: weighted([3, 0o755], [1, 0o700]),
  entries: entries(calmEntries, 7),
};

function like(home: Partial<HomeParts>, docker: Partial<DockerParts>): fc.Arbitrary<Scenario> {
  return fc.record<Scenario>({
    home: fc.record({ ...calmHome, ...home }),
    docker: fc.record({ ...goodDocker, ...docker }),
    twice: weighted([3, false], [1, true]),
  });
}

/** Leaves out the sessions that can't start where they are drawn, and second starts. */
function startable(scenario: Scenario): Scenario {
  const { home, docker } = scenario;
  const seen = new Set<string>();
  const startsOf = ({ starts }: Call): Call['starts'] =>
    starts.filter(({ id }) => {
      const fine = !seen.has(id) && canStart(id, home);
      seen.add(id);
      return fine;
    });
  const [first, ...rest] = docker.calls;
  const calls: Docker['calls'] = [
    { ...first, starts: startsOf(first) },
    ...rest.map(next => ({ ...next, starts: startsOf(next) })),
  ];
  return { ...scenario, docker: { ...docker, calls } };
}

const busy = entries(anyEntry, 9, 2);

const calm = like({}, {});
const crowded = like({ entries: busy }, {});
const stuck = like({ entries: entries(stuckEntry, 5) }, {});
const outage = like({ entries: busy }, { calls: fc.tuple(badCall) });
const secondOutage = like({ entries: busy }, { calls: fc.tuple(call, badCall) });
const changing = like({}, { calls: fc.tuple(call, call) });
const starting = like(
  { is: fc.constant('folder'), entries: entries(fc.oneof(calmSession, sibling), 6) },
  { calls: fc.oneof(fc.tuple(startingCall), fc.tuple(startingCall, call), fc.tuple(call, startingCall)) },
).map(startable, scenario => scenario as Scenario);
const noDocker = like(
  { entries: busy },
  { is: fc.constantFrom('unset', 'empty', 'missing', 'not-executable', 'no-interpreter', 'folder') },
);
const noHome = like({ is: fc.constantFrom('unset', 'empty', 'missing'), entries: busy }, {});
const closedHome = like({ mode: fc.constantFrom(0o555, 0o311, 0o000, 0o444, 0o500), entries: busy }, {});

/** Scenarios of the session sweep. */
export const arbitrary: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 4, arbitrary: calm },
  { weight: 6, arbitrary: crowded },
  { weight: 4, arbitrary: stuck },
  { weight: 5, arbitrary: outage },
  { weight: 2, arbitrary: secondOutage },
  { weight: 2, arbitrary: changing },
  { weight: 4, arbitrary: starting },
  { weight: 1, arbitrary: noDocker },
  { weight: 1, arbitrary: noHome },
  { weight: 1, arbitrary: closedHome },
);
