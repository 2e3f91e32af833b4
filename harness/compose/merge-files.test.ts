import { describe, expect, it } from 'vitest';
import { mergeFiles, mergeOver } from './merge-files.ts';
import { isMapping, mappingAt, type Tree, valueAt } from './tree.ts';

/** A merged model as plain objects. */
function plain(tree: Tree): unknown {
  if (isMapping(tree)) return Object.fromEntries(Array.from(tree, ([key, value]) => [key, plain(value)]));
  return Array.isArray(tree) ? tree.map(plain) : tree;
}

const other = 'services: {open: {image: z, privileged: true}, agent: {labels: {from: include}}}';

function merge(...texts: string[]): unknown {
  const merged = mergeFiles(texts, {
    variables: { NAME: 'value', EMPTY: '' },
    find: path => (path === 'other.yml' ? other : undefined),
  });
  return merged.kind === 'merged' ? plain(merged.model) : merged;
}

/** The service `agent` after a later file has said something about it. */
function agent(earlier: string, later: string): unknown {
  const world = { variables: {}, find: () => undefined };
  const merged = mergeFiles([`services: {agent: {${earlier}}}`, `services: {agent: {${later}}}`], world);
  return merged.kind === 'merged' ? plain(mappingAt(merged.model, 'services', 'agent')) : merged;
}

describe('merging one key', () => {
  it.each([
    ['the last scalar wins', 'pid: private', 'pid: host', { pid: 'host' }],
    ['a null has no effect', 'pids_limit: 100', 'pids_limit: null', { pids_limit: 100 }],
    ['an empty list has no effect', 'cap_drop: [ALL]', 'cap_drop: []', { cap_drop: ['ALL'] }],
    [
      'capabilities are appended, each raw text once',
      'cap_add: [SYS_ADMIN]',
      'cap_add: [SYS_ADMIN, sys_admin, CAP_SYS_ADMIN]',
      { cap_add: ['SYS_ADMIN', 'sys_admin', 'CAP_SYS_ADMIN'] },
    ],
    [
      'security options are appended in order, doubled ones too',
      'security_opt: ["a:b", c]',
      'security_opt: ["a:b", d]',
      { security_opt: ['a:b', 'c', 'a:b', 'd'] },
    ],
    [
      'ports are appended',
      'ports: ["8080:80"]',
      'ports: ["127.0.0.1:8080:80"]',
      { ports: ['8080:80', '127.0.0.1:8080:80'] },
    ],
    [
      'volumes are replaced by target',
      'volumes: ["/a:/x:ro", "/b:/y"]',
      'volumes: ["./c:/x/"]',
      { volumes: ['./c:/x/', '/b:/y'] },
    ],
    [
      'a single letter before a colon is a drive, and no volume',
      'volumes: ["/a:/x:ro"]',
      'volumes: ["v:/x:ro", "v:/b:/x"]',
      { volumes: ['v:/b:/x', 'v:/x:ro'] },
    ],
    [
      'long and short volumes meet at their target',
      'volumes: ["/a:/x:ro"]',
      'volumes: [{type: bind, source: /c, target: /x}]',
      { volumes: [{ type: 'bind', source: '/c', target: '/x' }] },
    ],
    [
      'devices are replaced by target',
      'devices: ["/dev/a:/dev/x:r"]',
      'devices: ["/dev/b:/dev/x"]',
      { devices: ['/dev/b:/dev/x'] },
    ],
    ['a tmpfs is replaced by path', 'tmpfs: ["/tmp:size=1m"]', 'tmpfs: [/tmp]', { tmpfs: ['/tmp'] }],
    [
      'environment is merged by name, list or mapping',
      'environment: ["A=1", B]',
      'environment: {A: 2, C: "x=y"}',
      { environment: { A: 2, B: null, C: 'x=y' } },
    ],
    ['a command is replaced', 'command: [a, b]', 'command: [c]', { command: ['c'] }],
    ['a command is replaced by null', 'command: [a, b]', 'command: null', { command: null }],
    [
      'networks are merged, list or mapping',
      'networks: [a]',
      'networks: {b: {}}',
      { networks: { a: null, b: {} } },
    ],
    [
      'what lies deeper is merged key by key',
      'deploy: {resources: {limits: {pids: 1, memory: 1g}}}',
      'deploy: {resources: {limits: {pids: 2}}}',
      { deploy: { resources: { limits: { pids: 2, memory: '1g' } } } },
    ],
  ])('%s', (_rule, earlier, later, expected) => {
    expect(agent(earlier, later)).toEqual(expected);
  });
});

describe('tags', () => {
  const before = 'services: {agent: {cap_drop: [ALL], pid: private}, proxy: {image: x}}';

  it.each([
    [
      '!reset on a key',
      'services: {agent: {cap_drop: !reset null}}',
      { agent: { pid: 'private' }, proxy: { image: 'x' } },
    ],
    [
      '!reset with a value',
      'services: {agent: {cap_drop: !reset [A]}}',
      { agent: { pid: 'private' }, proxy: { image: 'x' } },
    ],
    [
      '!override on a key',
      'services: {agent: {cap_drop: !override [A]}}',
      { agent: { cap_drop: ['A'], pid: 'private' }, proxy: { image: 'x' } },
    ],
    [
      '!override on a service',
      'services: {agent: !override {image: y}}',
      { agent: { image: 'y' }, proxy: { image: 'x' } },
    ],
    ['!reset on a service', 'services: {agent: !reset null}', { proxy: { image: 'x' } }],
    ['!override on services', 'services: !override {agent: {image: y}}', { agent: { image: 'y' } }],
    ['!reset on every key', 'services: {"*": !reset null}', {}],
    [
      '!reset on a key of every service',
      'services: {agent: {}, "*": {pid: !reset null}}',
      { agent: { cap_drop: ['ALL'] }, proxy: { image: 'x' }, '*': {} },
    ],
    [
      'a tag nobody knows',
      'services: {proxy: {image: !foo y}}',
      { agent: { cap_drop: ['ALL'], pid: 'private' }, proxy: { image: 'y' } },
    ],
  ])('%s', (_name, later, services) => {
    expect(merge(before, later)).toEqual({ services });
  });
});

describe('what a text means', () => {
  it('resolves anchors, aliases and merge keys, own keys first', () => {
    const text = 'x-a: &a {privileged: true, pid: host}\nservices: {agent: {<<: *a, pid: private}}';
    expect(merge(text)).toMatchObject({ services: { agent: { privileged: true, pid: 'private' } } });
  });

  it('merges every document of a file', () => {
    expect(merge('services: {a: {pid: x}}\n---\nservices: {a: {pid: y}, b: {}}')).toEqual({
      services: { a: { pid: 'y' }, b: {} },
    });
  });

  it.each(['\u0085', '\u2028', '\u2029'])('ends a comment at %j, as Compose 2.26.1 does', separator => {
    expect(merge(`services: {} # note${separator}pid: x`)).toEqual({ services: {}, pid: 'x' });
  });

  it.each([
    ['a key given twice', 'a: 1\na: 2'],
    ['a list', '- a'],
    ['nothing', '# only a comment'],
    ['no YAML', 'a: [\n'],
    ['a control character', 'a: "\x07"'],
  ])('can not read %s', (_name, text) => {
    expect(merge('services: {}', text)).toMatchObject({ kind: 'unreadable', file: 1 });
  });

  it('reads integers as go-yaml does', () => {
    expect(merge('a: [1_000, 017, -017, 0b11, 08, 0x1F, +12, "017", !!str 017, 1_x]')).toEqual({
      a: [1000, 15, -15, 3, 8, 31, 12, '017', '017', '1_x'],
    });
  });

  it('replaces variables in values and not in keys', () => {
    const text =
      'a: [$NAME, "${NAME}", "${NONE:-d}", "${EMPTY:-d}", "${EMPTY-d}", "${NAME:+s}", $$NAME, "${NONE}"]\n$NAME: b';
    expect(merge(text)).toEqual({ a: ['value', 'value', 'd', 'd', '', 's', '$NAME', ''], $NAME: 'b' });
  });
});

describe('other files', () => {
  it('puts what a service extends below its own keys and above what was', () => {
    const later = 'services: {agent: {pid: x, extends: {file: other.yml, service: open}}}';
    expect(merge('services: {agent: {image: a, pid: y}}', later)).toEqual({
      services: { agent: { image: 'z', privileged: true, pid: 'x' } },
    });
  });

  it('extends a service of the same document', () => {
    expect(merge('services: {a: {pid: x}, b: {extends: {service: a}}, c: {extends: b}}')).toEqual({
      services: { a: { pid: 'x' }, b: { pid: 'x' }, c: { pid: 'x' } },
    });
  });

  it('does not follow services that extend each other for ever', () => {
    expect(merge('services: {a: {extends: b}, b: {extends: a}}')).toHaveProperty('services');
  });

  it.each(['include: [other.yml]', 'include: [{path: other.yml}]', 'include: [{path: [other.yml]}]'])(
    'takes in what %j names',
    later => {
      expect(merge('services: {agent: {image: a}}', later)).toEqual({
        services: {
          agent: { image: 'a', labels: { from: 'include' } },
          open: { image: 'z', privileged: true },
        },
      });
    },
  );
});

it('leaves what a later file does not touch the same object', () => {
  const world = { variables: {}, find: () => undefined };
  const before = mergeFiles(['services: {a: {pid: x}, b: {pid: y}}'], world);
  if (before.kind !== 'merged') throw new Error(before.reason);
  const after = mergeOver(before.model, ['services: {b: {pid: z}}'], world);
  if (after.kind !== 'merged') throw new Error(after.reason);
  expect(valueAt(after.model, 'services', 'a')).toBe(valueAt(before.model, 'services', 'a'));
  expect(valueAt(after.model, 'services', 'b', 'pid')).toBe('z');
  expect(valueAt(before.model, 'services', 'b', 'pid')).toBe('y');
});
