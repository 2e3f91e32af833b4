import { type Arbitrary, array, constant, constantFrom, integer, oneof, record } from 'fast-check';
import {
  canary,
  contractVariable,
  environmentSet,
  otherCases,
} from '../../harness/arbitraries/environment-set.ts';
import { fileMode } from '../../harness/arbitraries/file-mode.ts';
import { listenAddress } from '../../harness/arbitraries/listen-address.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { asContainer, ways } from './container-arbitrary.ts';
import { beside, status, uid } from './process-arbitrary.ts';
import type { CacheEntry, Owner, PostureScenario } from './scenario.ts';

const options = { noNullPrototype: true };

/** Null as often as its weight says, else the arbitrary. */
function orNull<T>(weights: readonly [none: number, some: number], some: Arbitrary<T>): Arbitrary<T | null> {
  return oneof({ weight: weights[0], arbitrary: constant(null) }, { weight: weights[1], arbitrary: some });
}

const [lowerProduction = ''] = otherCases('PYRYCODE_RELAY_PRODUCTION');
const [lowerInstance = ''] = otherCases('PYRYCODE_RELAY_SINGLE_INSTANCE');

const environment = environmentSet({
  PYRYCODE_RELAY_PRODUCTION: contractVariable('1', { unset: 5, exact: 7, near: 2 }),
  PYRYCODE_RELAY_SINGLE_INSTANCE: contractVariable('1', { unset: 5, exact: 6, near: 1 }),
  FLY_APP_NAME: weighted([14, null], [4, canary(10)], [2, ''], [1, ' '], [1, '0']),
  [lowerProduction]: weighted([18, null], [1, '1'], [1, canary(11)]),
  [lowerInstance]: weighted([19, null], [1, '1']),
  RELAY_SIGNING_KEY: weighted([3, null], [1, canary(12)]),
});

const owner: Arbitrary<Owner> = weighted(
  [16, 'effective'],
  [3, 'real'],
  [1, 'saved'],
  [1, 'root'],
  [2, 'other'],
);
const mode = fileMode(0o700, { right: 8, common: 5, apart: 4, any: 1 });

const cacheEntry: Arbitrary<CacheEntry> = oneof(
  { weight: 4, arbitrary: record({ kind: constant('missing') }, options) },
  { weight: 12, arbitrary: record({ kind: constant('folder'), mode, owner }, options) },
  { weight: 1, arbitrary: record({ kind: constantFrom('file', 'fifo'), mode, owner }, options) },
  {
    weight: 2,
    arbitrary: record(
      { kind: constant('link'), to: weighted([2, 'folder'], [1, 'nothing']), mode, owner },
      options,
    ),
  },
  {
    weight: 1,
    arbitrary: record(
      {
        kind: constant('fault'),
        code: constantFrom('EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOMEM'),
      },
      options,
    ),
  },
);

const insecureListen = orNull(
  [5, 2],
  listenAddress(['127.0.0.1:8080', '0.0.0.0:8080', ''], { usual: 5, readable: 5, unreadable: 2, any: 1 }),
);

const listener = listenAddress(
  [':443', ':80', '0.0.0.0:443', '0.0.0.0:80', '[::]:443', '127.0.0.1:8080', ':6060', ''],
  {
    usual: 14,
    readable: 4,
    unreadable: 2,
    any: 1,
  },
);

const anyBit = oneof(
  { weight: 1, arbitrary: integer({ min: 0, max: 63 }) },
  { weight: 3, arbitrary: integer({ min: 0, max: 40 }) },
);

const looser: Arbitrary<PostureScenario['looser']> = oneof(
  { weight: 5, arbitrary: constant(null) },
  {
    weight: 1,
    arbitrary: record({ kind: constant('capability'), bit: anyBit }, options),
  },
  {
    weight: 1,
    arbitrary: record(
      { kind: constant('port'), port: constantFrom(443, 80, 1, 6060, 8080, 65_535) },
      options,
    ),
  },
  {
    weight: 1,
    arbitrary: record(
      {
        kind: constant('mode'),
        bits: constantFrom(
          '0001',
          '0002',
          '0004',
          '0010',
          '0040',
          '0050',
          '0077',
          '1000',
          '2000',
          '4000',
          '7077',
        ),
      },
      options,
    ),
  },
);

const drawn: Arbitrary<PostureScenario> = record(
  {
    platform: weighted([22, 'linux'], [1, 'darwin'], [1, 'freebsd']),
    environment,
    uid,
    status,
    beside,
    domain: weighted([20, 'relay.example.net'], [2, null], [1, '']),
    insecureListen,
    certCache: weighted(
      [4, null],
      [1, ''],
      [18, '/var/cache/relay'],
      [2, '/var/cache/relay/'],
      [2, 'cache/.'],
    ),
    listen: oneof(
      { weight: 1, arbitrary: constant<string[]>([]) },
      { weight: 1, arbitrary: array(listener, { maxLength: 3 }) },
    ),
    stray: weighted(
      [70, null],
      [1, '--pprof'],
      [1, '--debug-listen=:6060'],
      [1, '-v'],
      [1, 'serve'],
      [1, '--'],
    ),
    cacheEntry,
    looser,
    container: ways,
  },
  options,
);

/** Draws scenarios of the posture check; about one in eighteen is clearly harmless, most have two or three things wrong. */
export const arbitrary: Arbitrary<PostureScenario> = drawn.map(asContainer, value => {
  const scenario = value as PostureScenario;
  if (JSON.stringify(asContainer(scenario)) !== JSON.stringify(scenario)) throw new TypeError('no container');
  return scenario;
});
