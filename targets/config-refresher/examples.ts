import type { Scenario } from './scenario.ts';

/** Nothing wrong anywhere: a small source, an older target, a marker, the usual umask. */
const calmest: Scenario = {
  source: {
    kind: 'file',
    content: { members: [{ key: 'theme', value: '1' }], levels: 0, padding: 0, damage: { kind: 'none' } },
  },
  target: { kind: 'file', content: 'other', mode: 0o644 },
  marker: 'file',
  umask: 0o022,
  bystanders: [],
  readParts: 1,
  clock: 'fine',
  writer: [],
  second: null,
  earlier: null,
  faults: [],
};

function sourceWith(content: Partial<Scenario['source']['content']>): Scenario {
  return { ...calmest, source: { kind: 'file', content: { ...calmest.source.content, ...content } } };
}

/** Always tried first: the calmest scenario, then one of each kind of trouble. */
export const examples: readonly [Scenario, ...Scenario[]] = [
  calmest,
  sourceWith({ damage: { kind: 'empty' } }),
  sourceWith({
    members: [
      { key: '__proto__', value: '{"admin":true}' },
      { key: 'big', value: '9007199254740993' },
      { key: 'projects', value: '{"/repo":{}}' },
      { key: 'pro\\u006aects', value: '{}' },
    ],
  }),
  sourceWith({ levels: 512 }),
  { ...calmest, source: { ...calmest.source, kind: 'fifo' } },
  { ...calmest, umask: 0o077, target: { kind: 'missing', content: 'other', mode: 0o644 }, marker: 'missing' },
  {
    ...calmest,
    faults: [{ operation: 'write', nth: 1, effect: { kind: 'error', code: 'ENOSPC', lasting: false } }],
  },
  {
    ...calmest,
    readParts: 2,
    clock: 'coarse',
    writer: [{ after: 3, manner: 'whole', version: 1, permille: 1000 }],
  },
  { ...calmest, second: { turns: [10, 10] } },
  { ...calmest, source: { ...calmest.source, kind: 'link-to-target' } },
  { ...calmest, marker: 'link-to-source' },
];
