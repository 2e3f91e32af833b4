import { type Arbitrary, array, boolean, constant, constantFrom, integer, oneof, record } from 'fast-check';
import {
  allCapabilities,
  capabilityMask,
  containerDefault,
  noCapability,
} from '../../harness/arbitraries/capability-mask.ts';
import { textDamage } from '../../harness/arbitraries/damaged-text.ts';
import {
  canary,
  contractVariable,
  environmentSet,
  otherCases,
} from '../../harness/arbitraries/environment-set.ts';
import { fileMode } from '../../harness/arbitraries/file-mode.ts';
import { edgeUids, type Identity, identity } from '../../harness/arbitraries/identity.ts';
import { listenAddress } from '../../harness/arbitraries/listen-address.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { calm } from './examples.ts';
import type { Beside, CacheEntry, Owner, PostureScenario } from './scenario.ts';
import { capEffLine, statusText } from './status-text.ts';

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

const calmText = statusText(calm);
const capEffAt = calmText.indexOf('CapEff:');

const damage = textDamage({
  bytes: calmText.length,
  lines: calmText.split('\n').length - 1,
  matters: {
    lines: [capEffLine],
    first: capEffAt,
    end: capEffAt + 'CapEff:\t0000000000000000\n'.length + 1,
  },
});

/** Texts after `CapEff:` that are no mask, though a careless reader makes one of them. */
const written = [
  ...['', '\t', '\t0', '\t400', '\t0x0000000000000400', '\t0000000000000400 ', '\t0000000000000400\t0'],
  ...[
    '\t00000000000000000',
    '\t00000000000004g0',
    ' 0000000000000400',
    '0000000000000400',
    '\t-000000000000400',
  ],
  ...[
    '\t0000 0000 0000 0400',
    '\t00000000,00000400',
    '\t００００００００００００００００',
    '\tnone',
    '\t(null)',
  ],
];

/** Names by which a process passes itself off as harmless: they read as a line of its own status. */
const names = ['node', 'CapEff:\t0', 'x\rCapEff:\t0', '\rCapEff:\t0400', 'CapEff', 'relé'] as const;

const [usual, ...spoofs] = names;

const status: Arbitrary<PostureScenario['status']> = record(
  {
    fault: weighted([90, null], [2, 'EACCES'], [2, 'ENOENT'], [1, 'EIO'], [1, 'EMFILE'], [1, 'EPERM']),
    name: constantFrom(...Array.from({ length: 20 }, () => usual), ...spoofs),
    effective: capabilityMask(10, { calm: 9, single: 4 }),
    dormant: weighted([14, '0000000000000000'], [1, '000001ffffffffff'], [1, '0000000000200000']),
    written: oneof(
      { weight: 15, arbitrary: constant(null) },
      { weight: 1, arbitrary: constantFrom(...written) },
    ),
    damage: orNull([6, 1], damage),
  },
  options,
);

const drawnIds = identity(25);

/** A saved id is the effective one once a program has begun; it differs only where the program itself changed it. */
const asBegun = drawnIds.map(
  ({ real, effective }): Identity => ({ real, effective, saved: effective }),
  value => {
    const ids = value as Identity;
    if (ids.saved !== ids.effective) throw new TypeError('changed since');
    return ids;
  },
);

const uid = oneof({ weight: 7, arbitrary: asBegun }, { weight: 1, arbitrary: drawnIds });

const gid = constantFrom(...Array.from({ length: 24 }, () => 1000), ...edgeUids);

/** What a process holds in the sets that do not decide: nothing, the allowed one, what a container has, everything. */
function besideMask(usual: string): Arbitrary<string> {
  const others = [noCapability, '0000000000000400', '0000000000200000', containerDefault, allCapabilities];
  return constantFrom(...Array.from({ length: 6 }, () => usual), ...others);
}

const beside: Arbitrary<Beside> = record(
  {
    gid: record({ real: gid, effective: gid }, options),
    groups: array(gid, { maxLength: 3 }),
    inheritable: besideMask(noCapability),
    bounding: besideMask(containerDefault),
    ambient: besideMask(noCapability),
    noNewPrivileges: boolean(),
  },
  options,
);

const owner: Arbitrary<Owner> = weighted(
  [16, 'effective'],
  [3, 'real'],
  [1, 'saved'],
  [1, 'root'],
  [1, 'other'],
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

/** Draws scenarios of the posture check; about one in eighteen is clearly harmless, most have two or three things wrong. */
export const arbitrary: Arbitrary<PostureScenario> = record(
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
  },
  options,
);
