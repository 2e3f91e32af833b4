import { type Arbitrary, array, boolean, constant, constantFrom, oneof, record } from 'fast-check';
import {
  allCapabilities,
  capabilityMask,
  containerDefault,
  noCapability,
} from '../../harness/arbitraries/capability-mask.ts';
import { textDamage } from '../../harness/arbitraries/damaged-text.ts';
import { edgeUids, type Identity, identity } from '../../harness/arbitraries/identity.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { calm } from './examples.ts';
import type { Beside, PostureScenario } from './scenario.ts';
import { capEffLine, statusText } from './status-text.ts';

const options = { noNullPrototype: true };

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

/** What the status text says, and what became of it on the way. */
export const status: Arbitrary<PostureScenario['status']> = record(
  {
    fault: weighted([90, null], [2, 'EACCES'], [2, 'ENOENT'], [1, 'EIO'], [1, 'EMFILE'], [1, 'EPERM']),
    name: constantFrom(...Array.from({ length: 20 }, () => usual), ...spoofs),
    effective: capabilityMask(10, { calm: 9, single: 4 }),
    dormant: weighted([14, '0000000000000000'], [1, '000001ffffffffff'], [1, '0000000000200000']),
    written: oneof(
      { weight: 15, arbitrary: constant(null) },
      { weight: 1, arbitrary: constantFrom(...written) },
    ),
    damage: oneof({ weight: 6, arbitrary: constant(null) }, { weight: 1, arbitrary: damage }),
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

/** One id by three names, as nearly every process has it, and as who is not root can start one (user_namespaces(7)). */
const plain = drawnIds.map(
  ({ effective }): Identity => ({ real: effective, effective, saved: effective }),
  value => {
    const ids = value as Identity;
    if (ids.saved !== ids.effective || ids.real !== ids.effective) throw new TypeError('apart');
    return ids;
  },
);

/** Mostly as a program begins, and mostly as any user can start one. */
export const uid: Arbitrary<Identity> = oneof(
  { weight: 7, arbitrary: plain },
  { weight: 2, arbitrary: asBegun },
  { weight: 1, arbitrary: drawnIds },
);

const gid = constantFrom(...Array.from({ length: 24 }, () => 1000), ...edgeUids);

const gids: Arbitrary<Beside['gid']> = oneof(
  {
    weight: 3,
    arbitrary: gid.map(
      (id): Beside['gid'] => ({ real: id, effective: id }),
      value => {
        const { real, effective } = value as Beside['gid'];
        if (real !== effective) throw new TypeError('apart');
        return real;
      },
    ),
  },
  { weight: 1, arbitrary: record({ real: gid, effective: gid }, options) },
);

/** What a process holds in the sets that do not decide: nothing, the allowed one, what a container has, everything. */
function besideMask(usual: string): Arbitrary<string> {
  const others = [noCapability, '0000000000000400', '0000000000200000', containerDefault, allCapabilities];
  return constantFrom(...Array.from({ length: 6 }, () => usual), ...others);
}

/** Groups, and what is held in the sets that do not decide. */
export const beside: Arbitrary<Beside> = record(
  {
    gid: gids,
    groups: oneof(
      { weight: 3, arbitrary: constant(null) },
      { weight: 1, arbitrary: array(constantFrom(1000, ...edgeUids), { maxLength: 3 }) },
    ),
    inheritable: besideMask(noCapability),
    bounding: besideMask(containerDefault),
    ambient: besideMask(noCapability),
    noNewPrivileges: boolean(),
  },
  options,
);
