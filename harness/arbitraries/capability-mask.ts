import { type Arbitrary, constantFrom, integer, oneof, uniqueArray } from 'fast-check';

/** Number of the last capability that Linux has a name for: CAP_CHECKPOINT_RESTORE (capabilities(7), since 5.9). */
const lastKnownCapability = 40;

/** Numbers of the capabilities in a mask, ascending. The mask is 64 bits as hexadecimal digits. */
export function bitsOf(mask: string): number[] {
  const bits: number[] = [];
  const digits = [...mask].reverse();
  for (const [place, digit] of digits.entries()) {
    const value = Number.parseInt(digit, 16);
    for (let bit = 0; bit < 4; bit++) if ((value & (1 << bit)) !== 0) bits.push(4 * place + bit);
  }
  return bits;
}

/** The mask of these capabilities, as the kernel writes it: 16 hexadecimal digits in lower case. */
export function maskOf(bits: readonly number[]): string {
  let mask = 0n;
  for (const bit of bits) mask |= 1n << BigInt(bit);
  return mask.toString(16).padStart(16, '0');
}

const everyBit = Array.from({ length: 64 }, (_, bit) => bit);
const known = everyBit.slice(0, lastKnownCapability + 1);

/** No capability at all. */
export const noCapability = maskOf([]);

/** Every capability that has a name. */
export const allCapabilities = maskOf(known);

/** What a container of the common engine has by default: its list of 14. */
export const containerDefault = '00000000a80425fb';

/** All pairs of a capability and another, named or not. */
const pairs = everyBit.flatMap(low => everyBit.slice(low + 1).map(high => maskOf([low, high])));

/** @throws TypeError on anything but 16 hexadecimal digits in lower case */
function unmasked(mask: unknown): number[] {
  if (typeof mask !== 'string' || !/^[0-9a-f]{16}$/.test(mask)) throw new TypeError('not a mask');
  return bitsOf(mask);
}

/**
 * Capability masks: none, the allowed one alone, every single capability, pairs, all, all but one, unknown ones up to
 * bit 63, any set. Shrinks by taking capabilities away.
 * @param allowed number of the capability that is allowed
 * @param weights shares of "none or the allowed one" and of "exactly one other"; the rest shares what remains of 10
 */
export function capabilityMask(
  allowed: number,
  weights: { readonly calm: number; readonly single: number } = { calm: 3, single: 3 },
): Arbitrary<string> {
  const singles = everyBit.filter(bit => bit !== allowed).map(bit => maskOf([bit]));
  const besideAllowed = everyBit.filter(bit => bit !== allowed).map(bit => maskOf([bit, allowed]));
  const full = [
    ...Array.from({ length: 8 }, () => allCapabilities),
    ...['ffffffffffffffff', containerDefault, '8000000000000000', 'ffffffff00000000'],
    ...known.map(bit => maskOf(known.filter(other => other !== bit))),
  ];
  // The only one that can shrink every mask comes first: a mask without context goes to the first that takes it.
  const anySet = uniqueArray(integer({ min: 0, max: 63 }), { maxLength: 64 }).map(maskOf, unmasked);
  return oneof(
    { weight: 1, arbitrary: anySet },
    { weight: 3 * weights.calm, arbitrary: constantFrom(noCapability, maskOf([allowed])) },
    { weight: 3 * weights.single, arbitrary: constantFrom(...singles) },
    { weight: 4, arbitrary: constantFrom(...besideAllowed) },
    { weight: 4, arbitrary: constantFrom(...pairs) },
    { weight: 3, arbitrary: constantFrom(...full) },
  );
}
