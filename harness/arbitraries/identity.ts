import { type Arbitrary, record } from 'fast-check';
import { weighted } from './weighted.ts';

/** The three user ids of a process (credentials(7)); each from 0 to 2³²−2, as 2³²−1 means "unchanged". */
export interface Identity {
  readonly real: number;
  readonly effective: number;
  readonly saved: number;
}

/**
 * User ids where programs go wrong: root, the first one after it, a common one, the overflow id that stands for
 * foreign ids in a user namespace (65534), what 16 bits make 0 of (65536), and both sides of where 32 bits turn negative.
 */
export const edgeUids: readonly number[] = [
  ...[0, 1, 999, 1000, 65_534, 65_535, 65_536, 100_000],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32 - 65_536, 2 ** 32 - 2],
];

/**
 * Real, effective and saved user ids, each on its own: set-uid programs and services that changed only one of them are
 * as likely as ordinary processes. Shrinks towards 1000.
 * @param root share of 0 among all ids, in percent
 */
export function identity(root = 25): Arbitrary<Identity> {
  const others = edgeUids.filter(uid => uid !== 0 && uid !== 1000);
  const each = 4;
  const ordinary = 30;
  const zero = Math.round((root * (ordinary + each * others.length)) / (100 - root));
  const uid = weighted(
    [ordinary, 1000],
    [zero, 0],
    ...others.map((other): [number, number] => [each, other]),
  );
  return record({ real: uid, effective: uid, saved: uid }, { noNullPrototype: true });
}
