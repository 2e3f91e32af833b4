import { type Arbitrary, array, boolean, constant, constantFrom, integer, oneof, record } from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import type { Fault, Peer, Place, Step, WrapScenario } from './scenario.ts';

const options = { noNullPrototype: true };

const readable = ['1001', '1', '990', '1000', '2000', '65533', '65535', '2147483648', '4294967294'] as const;
const unreadable = [
  '',
  ' ',
  '-0',
  '--',
  '1001\n',
  '0\n',
  'abc',
  '-1',
  '00',
  '01001',
  '1001x',
  '1001 ',
  ' 1001',
  '+1001',
  '1e3',
  '1001.0',
  '0x3e9',
  '1_001',
  '１００１',
  '4294967296',
  '4294968297',
  '18446744073709551616',
  'root',
  'NaN',
] as const;

const caller: Arbitrary<string> = oneof(
  { weight: 20, arbitrary: constant('1001') },
  { weight: 6, arbitrary: constantFrom(...readable) },
  { weight: 4, arbitrary: constantFrom('-', '0') },
  { weight: 3, arbitrary: constantFrom('65534', '4294967295') },
  { weight: 3, arbitrary: constantFrom(...unreadable) },
);

const owner = weighted([6, 'server'], [3, 'caller'], [1, 'other']);
const mode = constantFrom('0700', '0755', '0777', '0711', '0750', '1777', '2700', '0500', '0000');

const held = record(
  {
    name: constantFrom('notify.sock', 'signal.sock', 'ptrace.sock', 'README', '.hidden'),
    kind: weighted([3, 'stale-socket'], [1, 'file'], [2, 'link']),
    owner: weighted([2, 'server'], [1, 'caller'], [1, 'other']),
  },
  options,
);

const place: Arbitrary<Place> = oneof(
  { weight: 12, arbitrary: record({ kind: constant('missing') }, options) },
  {
    weight: 6,
    arbitrary: record(
      { kind: constant('folder'), mode, owner, holds: array(held, { maxLength: 0 }) },
      options,
    ),
  },
  {
    weight: 2,
    arbitrary: record(
      { kind: constant('folder'), mode, owner, holds: array(held, { minLength: 1, maxLength: 2 }) },
      options,
    ),
  },
  {
    weight: 1,
    arbitrary: record({ kind: constant('link'), to: constantFrom('folder', 'nothing') }, options),
  },
  { weight: 1, arbitrary: record({ kind: constant('file'), owner }, options) },
);

/** What can go wrong where, and how often that is drawn. */
const faultOf = <Call extends Fault['call']>(
  call: Call,
  most: number,
  codes: readonly Fault['code'][],
): Arbitrary<Fault> =>
  record(
    {
      call: constant(call),
      nth: oneof(
        { weight: 3, arbitrary: constant(1) },
        { weight: 1, arbitrary: integer({ min: 1, max: most }) },
      ),
      code: constantFrom(...codes),
      lasting: boolean(),
    },
    options,
  );

const fault: Arbitrary<Fault> = oneof(
  { weight: 6, arbitrary: faultOf('credentials', 3, ['EIO', 'EPERM']) },
  {
    weight: 6,
    arbitrary: faultOf('accept', 3, ['ECONNABORTED', 'EMFILE', 'ENFILE', 'ENOBUFS', 'EPERM', 'EIO']),
  },
  { weight: 5, arbitrary: faultOf('chown', 4, ['EPERM', 'EIO', 'EROFS']) },
  { weight: 2, arbitrary: faultOf('chmod', 4, ['EPERM', 'EIO', 'EROFS']) },
  { weight: 1, arbitrary: faultOf('mkdir', 1, ['EACCES', 'EROFS', 'ENOSPC']) },
  { weight: 2, arbitrary: faultOf('bind', 3, ['EACCES', 'ENOSPC', 'EMFILE']) },
  { weight: 1, arbitrary: faultOf('listen', 3, ['ENOBUFS', 'EIO']) },
  { weight: 1, arbitrary: faultOf('readdir', 2, ['EACCES', 'EIO']) },
  { weight: 2, arbitrary: faultOf('unlink', 3, ['EPERM', 'EIO']) },
);

const faults: Arbitrary<Fault[]> = oneof(
  { weight: 5, arbitrary: array(fault, { maxLength: 0 }) },
  { weight: 2, arbitrary: array(fault, { minLength: 1, maxLength: 1 }) },
);

const peer: Arbitrary<Peer> = record(
  {
    as: weighted(
      [24, 'caller'],
      [4, 'server'],
      [10, 'root'],
      [10, 'other'],
      [5, 'next'],
      [5, 'wrapped'],
      [3, 'longer'],
      [3, 'shorter'],
      [5, 'overflow'],
      [1, 'none'],
    ),
    group: weighted([3, 'own'], [2, 'caller'], [1, 'root']),
    passes: boolean(),
    outside: weighted([7, false], [1, true]),
  },
  options,
);

/** Whoever is nobody special can be this peer of a server of their own. */
const peerOfServersUser: Arbitrary<Peer> = record(
  {
    as: constant('server'),
    group: constant('own'),
    passes: constant(false),
    outside: weighted([15, false], [1, true]),
  },
  options,
);

const connectAs = (who: Arbitrary<Peer>): Arbitrary<Step> =>
  record(
    {
      do: constant('connect'),
      peer: who,
      socket: weighted([2, 'notify'], [1, 'signal'], [1, 'ptrace']),
      manner: weighted([4, 'stays'], [1, 'talks'], [2, 'leaves'], [1, 'dies']),
      times: oneof(
        { weight: 6, arbitrary: constant(1) },
        { weight: 2, arbitrary: integer({ min: 2, max: 6 }) },
        { weight: 1, arbitrary: constantFrom(12, 30) },
      ),
      settled: weighted([3, true], [1, false]),
    },
    options,
  );

const stepsOf = (who: Arbitrary<Peer>): Arbitrary<Step[]> =>
  array(
    oneof(
      { weight: 14, arbitrary: connectAs(who) },
      { weight: 1, arbitrary: record({ do: constant('starve') }, options) },
      { weight: 1, arbitrary: record({ do: constant('feed') }, options) },
    ),
    { minLength: 1, maxLength: 8 },
  );

type Draws = { readonly [Key in keyof WrapScenario]: Arbitrary<WrapScenario[Key]> };

const usual: Draws = {
  caller,
  server: weighted([6, 'root'], [2, 'root-without-chown'], [2, 'user']),
  umask: constantFrom('0022', '0000', '0077', '0002', '0777'),
  place,
  meddler: oneof(
    { weight: 8, arbitrary: constant(null) },
    {
      weight: 1,
      arbitrary: record(
        { who: weighted([3, 'caller'], [1, 'other']), after: integer({ min: 0, max: 30 }) },
        options,
      ),
    },
  ),
  faults,
  steps: stepsOf(peer),
  atEnd: weighted([3, 'peers-gone'], [1, 'peers-there']),
};

/** The server finds a folder of the caller's, who does not keep still while it is used. */
const contested: Draws = {
  ...usual,
  caller: constant('1001'),
  server: weighted([1, 'root'], [2, 'root-without-chown']),
  place: record(
    { kind: constant('folder'), mode, owner: constant('caller'), holds: array(held, { maxLength: 0 }) },
    options,
  ),
  meddler: record({ who: constant('caller'), after: integer({ min: 0, max: 30 }) }, options),
  faults: array(fault, { maxLength: 0 }),
};

/** All are one user: the server, its peers, and whoever owns what is there. */
const ofOneUser: Draws = {
  ...usual,
  caller: weighted([3, '990'], [3, '1001'], [1, '-'], [1, '0'], [1, '65534']),
  server: constant('user'),
  place: oneof(
    { weight: 3, arbitrary: record({ kind: constant('missing') }, options) },
    {
      weight: 1,
      arbitrary: record(
        {
          kind: constant('folder'),
          mode: constantFrom('0700', '0755', '0777'),
          owner: constant('server'),
          holds: array(held, { maxLength: 0 }),
        },
        options,
      ),
    },
    {
      weight: 1,
      arbitrary: record({ kind: constant('link'), to: constantFrom('folder', 'nothing') }, options),
    },
  ),
  meddler: constant(null),
  faults: array(fault, { maxLength: 0 }),
  steps: stepsOf(peerOfServersUser),
};

/** Draws servers and what happens to them: half of them with nothing wrong but the peers. */
export const arbitrary: Arbitrary<WrapScenario> = oneof(
  { weight: 16, arbitrary: record(usual, options) },
  { weight: 1, arbitrary: record(contested, options) },
  { weight: 3, arbitrary: record(ofOneUser, options) },
);
