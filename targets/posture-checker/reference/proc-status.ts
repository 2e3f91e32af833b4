/** The effective capabilities of a process, or why they can't be told. */
export type EffectiveCapabilities =
  | { readonly kind: 'mask'; readonly mask: bigint }
  | { readonly kind: 'unreadable'; readonly reason: string };

const prefix = 'CapEff:';
const nextLine = `\n${prefix}`;
const kernelForm = /^\t([0-9a-f]{16})$/;

/**
 * Reads the CapEff line of `/proc/PID/status`. Exactly one line must begin with `CapEff:`, and be what the kernel
 * writes: a tab and 16 hexadecimal digits. A text that was cut, doubled or rewritten on its way is not believed. Lines
 * end at a line feed and nowhere else: the name of the process, in the same text, may hold tabs and carriage returns.
 */
export function effectiveCapabilities(status: string): EffectiveCapabilities {
  const at = status.startsWith(prefix) ? 0 : status.indexOf(nextLine) + 1;
  if (!status.startsWith(prefix, at)) return { kind: 'unreadable', reason: 'it has no CapEff line' };
  const from = at + prefix.length;
  if (status.includes(nextLine, from))
    return { kind: 'unreadable', reason: 'it has more than one CapEff line' };
  const digits = kernelForm.exec(status.slice(from).split('\n', 1)[0] ?? '')?.[1];
  if (digits === undefined) return { kind: 'unreadable', reason: 'its CapEff line is malformed' };
  return { kind: 'mask', mask: BigInt(`0x${digits}`) };
}
