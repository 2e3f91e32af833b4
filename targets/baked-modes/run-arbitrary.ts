import * as fc from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import type { RunCommand } from './scenario.ts';

type Model<T> = { [K in keyof T]: fc.Arbitrary<T[K]> };

/** A record that is plain: with a prototype. */
export function plainRecord<T>(model: Model<T>): fc.Arbitrary<T> {
  return fc.record(model as Model<Record<string, unknown>>, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

const path = weighted(
  [16, '/etc/pol'],
  [10, '/etc'],
  [6, '/etc/pol/10-deny.json'],
  [1, '/etc/pol/more'],
  [1, '/etc/pol/20-hooks.json'],
  [1, '/opt/app'],
  [1, 'pol'],
  [1, '/'],
  [1, '$POL'],
  [1, '/etc/pol/current'],
);
const paths = fc.oneof(
  { weight: 4, arbitrary: fc.array(path, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(path, { minLength: 2, maxLength: 2 }) },
);
const mode = weighted(
  [6, '755'],
  [2, '0755'],
  [2, '644'],
  [1, '700'],
  [3, 'a+rX'],
  [2, 'go+rX'],
  [2, 'u=rwX,go=rX'],
  [1, 'go-rwx'],
  [1, 'g=u'],
  [1, 'o=g'],
  [1, '+x'],
  [1, '+w'],
  [1, 'o-x'],
  [1, '$MODE'],
);
const owner = weighted(
  [3, '0:0'],
  [2, 'root:root'],
  [2, '1000'],
  [2, '1000:1000'],
  [1, ':1000'],
  [1, ':0'],
  [1, ':staff'],
);
const octal = weighted([4, null], [3, '0755'], [2, '0700'], [1, '0750'], [1, '0777'], [1, '1777']);

const chmod = plainRecord<Extract<RunCommand, { tool: 'chmod' }>>({
  tool: fc.constant('chmod'),
  recursive: weighted([2, false], [1, true]),
  mode,
  paths,
});
const chown = plainRecord<Extract<RunCommand, { tool: 'chown' }>>({
  tool: fc.constant('chown'),
  recursive: weighted([1, false], [1, true]),
  owner,
  paths,
});
const mkdir = plainRecord<Extract<RunCommand, { tool: 'mkdir' }>>({
  tool: fc.constant('mkdir'),
  parents: weighted([4, true], [1, false]),
  mode: octal,
  paths: fc.array(
    weighted([4, '/etc/pol'], [2, '/etc/pol/more'], [1, '/opt/app'], [1, '/srv/real'], [1, 'pol']),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
});
const folders = plainRecord<Extract<RunCommand, { tool: 'install' }>>({
  tool: fc.constant('install'),
  folders: fc.constant(true),
  mode: octal,
  owner: weighted([3, null], [1, '0'], [1, '1000'], [1, 'agent']),
  group: weighted([3, null], [1, '0'], [1, '1000']),
  paths: fc.array(weighted([4, '/etc/pol'], [1, '/etc/pol/more'], [1, '/opt/app']), {
    minLength: 1,
    maxLength: 2,
  }),
});
const file = plainRecord<Extract<RunCommand, { tool: 'install' }>>({
  tool: fc.constant('install'),
  folders: fc.constant(false),
  mode: weighted([2, '0644'], [1, null], [1, '0600'], [1, '0640']),
  owner: weighted([3, null], [1, '0'], [1, '1000']),
  group: fc.constant(null),
  paths: fc.tuple(
    weighted([2, '/etc/pol/10-deny.json'], [1, '/config.json'], [1, '/etc/pol/current']),
    weighted([2, '/etc/pol/'], [1, '/opt/app/config.json'], [1, '/opt/app'], [1, '/etc/pol/20-hooks.json']),
  ),
});
const link = plainRecord<Extract<RunCommand, { tool: 'ln' }>>({
  tool: fc.constant('ln'),
  force: weighted([1, true], [1, false]),
  to: weighted([3, '/etc/pol'], [1, '10-deny.json'], [1, '../etc/pol'], [1, '/etc/pol/10-deny.json']),
  path: weighted([2, '/srv'], [2, '/etc/pol/current'], [1, '/etc/other'], [1, '/opt']),
});

/** Draws the commands of a RUN whose outcome can be told. */
export const command: fc.Arbitrary<RunCommand> = fc.oneof(
  { weight: 8, arbitrary: chmod },
  { weight: 3, arbitrary: chown },
  { weight: 4, arbitrary: mkdir },
  { weight: 2, arbitrary: folders },
  { weight: 1, arbitrary: file },
  { weight: 1, arbitrary: link },
);
