import type { CapabilityMask } from '../../stage.ts';

/** 64 bits of a mask as a number. */
export function bitsIn(mask: CapabilityMask): bigint {
  return BigInt(`0x${mask}`);
}

/** A mask as `/proc/PID/status` writes it. */
export function asMask(bits: bigint): CapabilityMask {
  return bits.toString(16).padStart(16, '0');
}

/** What is in any of the masks. */
export function union(...masks: readonly CapabilityMask[]): CapabilityMask {
  return asMask(masks.reduce((all, mask) => all | bitsIn(mask), 0n));
}

/** What is in both masks. */
export function common(one: CapabilityMask, other: CapabilityMask): CapabilityMask {
  return asMask(bitsIn(one) & bitsIn(other));
}

/** Numbers of the capabilities of a mask that another lacks, ascending. */
export function beyond(mask: CapabilityMask, other: CapabilityMask): readonly number[] {
  const rest = asMask(bitsIn(mask) & ~bitsIn(other));
  return everyNumber.filter(number => hasCapability(rest, number));
}

/** Whether a mask has the capability of that number. */
export function hasCapability(mask: CapabilityMask, number: number): boolean {
  return ((bitsIn(mask) >> BigInt(number)) & 1n) === 1n;
}

const everyNumber = Array.from({ length: 64 }, (_, number) => number);

/** No capability. */
export const noCapabilities: CapabilityMask = '0000000000000000';
