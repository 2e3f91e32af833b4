import type { CapabilityMask } from '../../stage.ts';

/** Everything that `/proc/PID/status` tells of who a process is. */
export interface ProcessIdentity {
  readonly uid: Ids;
  readonly gid: Ids;
  /** Ascending, as the kernel keeps them. */
  readonly groups: readonly number[];
  readonly inheritable: CapabilityMask;
  readonly permitted: CapabilityMask;
  readonly effective: CapabilityMask;
  readonly bounding: CapabilityMask;
  readonly ambient: CapabilityMask;
  readonly noNewPrivileges: boolean;
}

/** The three ids of credentials(7); the fourth, for files, follows the effective one. */
export interface Ids {
  readonly real: number;
  readonly effective: number;
  readonly saved: number;
}

/**
 * Reads who a process is from the text of its status (proc_pid_status(5)).
 * @throws TypeError when a line is missing
 */
export function parseProcessIdentity(status: string): ProcessIdentity {
  const lines = new Map(status.split('\n').map(line => [line.split(':', 1)[0], line] as const));
  const words = (name: string): readonly string[] => {
    const line = lines.get(name);
    if (line === undefined) throw new TypeError(`the status has no line ${name}`);
    return line.slice(name.length + 1).match(/\S+/g) ?? [];
  };
  const word = (name: string): string => words(name)[0] ?? '';
  const ids = (name: string): Ids => {
    const [real = Number.NaN, effective = Number.NaN, saved = Number.NaN] = words(name).map(Number);
    return { real, effective, saved };
  };
  return {
    uid: ids('Uid'),
    gid: ids('Gid'),
    groups: words('Groups').map(Number),
    inheritable: word('CapInh'),
    permitted: word('CapPrm'),
    effective: word('CapEff'),
    bounding: word('CapBnd'),
    ambient: word('CapAmb'),
    noNewPrivileges: word('NoNewPrivs') === '1',
  };
}
