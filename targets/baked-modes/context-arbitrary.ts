import * as fc from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { plainRecord } from './run-arbitrary.ts';
import type { ContextEntry } from './scenario.ts';

type Of<K> = Extract<ContextEntry, { kind: K }>;

const fileModes = weighted(
  [12, 'git'],
  [2, 'git-executable'],
  [2, '0600'],
  [2, '0644'],
  [1, '0640'],
  [1, '0666'],
  [1, '0444'],
  [1, '0000'],
  [1, '0755'],
  [1, '4755'],
  [1, '0615'],
);
const folderModes = weighted(
  [8, 'git'],
  [2, '0700'],
  [2, '0755'],
  [1, '0777'],
  [1, '0711'],
  [1, '0644'],
  [1, '2755'],
);

/** Contents of files by their paths: what there can be in a context. */
const contents = {
  'policy/10-deny.json': ['{"deny":[]}\n', '{}'],
  'policy/20-hooks.json': ['{"hooks":{}}\n'],
  'policy/.hidden.json': ['{"hidden":true}\n'],
  'policy/more/30-extra.json': ['{"extra":1}\n'],
  'policy/more/notes.md': ['notes\n'],
  'config.json': ['{"config":true}\n'],
  'app/run.sh': ['#!/bin/sh\nexit 0\n'],
  'read me.txt': ['read me\n'],
  'bundle.tar': ['no archive\n', 'BZh91AY&SY', `${'x'.repeat(257)}ustar`],
} as const satisfies Record<string, readonly string[]>;

function file(path: keyof typeof contents): fc.Arbitrary<ContextEntry> {
  return plainRecord<Of<'file'>>({
    kind: fc.constant('file'),
    path: fc.constant(path),
    content: fc.constantFrom<string[]>(...contents[path]),
    mode: fileModes,
  });
}

function folder(path: string): fc.Arbitrary<ContextEntry> {
  return plainRecord<Of<'folder'>>({
    kind: fc.constant('folder'),
    path: fc.constant(path),
    mode: folderModes,
  });
}

const link = plainRecord<Of<'link'>>({
  kind: fc.constant('link'),
  path: weighted([1, 'policy/current'], [1, 'config.link']),
  to: weighted(
    [2, '10-deny.json'],
    [1, 'config.json'],
    [1, '/etc/pol/10-deny.json'],
    [1, 'policy'],
    [1, 'nowhere'],
  ),
});

const deny = file('policy/10-deny.json');
const entry = fc.oneof(
  { weight: 5, arbitrary: deny },
  { weight: 2, arbitrary: file('policy/20-hooks.json') },
  { weight: 1, arbitrary: file('policy/.hidden.json') },
  { weight: 2, arbitrary: file('policy/more/30-extra.json') },
  { weight: 1, arbitrary: file('policy/more/notes.md') },
  { weight: 1, arbitrary: file('config.json') },
  { weight: 1, arbitrary: file('app/run.sh') },
  { weight: 1, arbitrary: file('read me.txt') },
  { weight: 1, arbitrary: file('bundle.tar') },
  { weight: 2, arbitrary: folder('policy') },
  { weight: 2, arbitrary: folder('policy/more') },
  { weight: 1, arbitrary: folder('empty') },
  { weight: 1, arbitrary: link },
);
const byPath = { selector: ({ path }: ContextEntry) => path };
const hooks = file('policy/20-hooks.json');
const hidden = file('policy/.hidden.json');
const extra = file('policy/more/30-extra.json');

/** Draws what is in a build context beside Dockerfile and .dockerignore: nearly always a policy. */
export const context: fc.Arbitrary<ContextEntry[]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(deny, hooks) },
  { weight: 3, arbitrary: fc.tuple(deny, hooks, hidden, extra) },
  { weight: 2, arbitrary: fc.tuple(deny, extra, folder('policy'), folder('policy/more')) },
  { weight: 2, arbitrary: fc.tuple(deny, file('config.json'), link, file('policy/more/notes.md')) },
  {
    weight: 2,
    arbitrary: fc.tuple(deny, hooks, file('config.json'), file('bundle.tar'), file('read me.txt'), extra),
  },
  { weight: 1, arbitrary: fc.uniqueArray(entry, { ...byPath, maxLength: 8 }) },
);

const line = weighted(
  [3, '**/*.md'],
  [2, 'policy'],
  [3, '!policy/10-deny.json'],
  [2, '*'],
  [2, '!policy'],
  [2, '.hidden*'],
  [2, '**/.hidden.json'],
  [1, '# policy'],
  [1, ''],
  [1, '/config.json'],
  [2, 'policy/more/'],
  [1, '!policy/more/30-extra.json'],
  [1, 'Dockerfile'],
  [1, '*.json'],
  [1, 'policy/**'],
  [2, './policy/10-deny.json'],
  [1, 'policy//20-hooks.json'],
  [2, '**/*.json'],
  [2, '**/policy'],
  [1, 'policy/?0-*.json'],
);

const kept = weighted([2, 'policy'], [1, '*'], [1, '**/*.json']);
const letIn = weighted([3, '!policy/10-deny.json'], [1, '!policy'], [1, '!**/10-*']);

/** Draws the lines of a `.dockerignore`, or none. */
export const ignore: fc.Arbitrary<string[] | null> = fc.oneof(
  { weight: 15, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: fc.array(line, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.tuple(kept, letIn) },
);
