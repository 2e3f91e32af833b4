import type { Failure } from './failure.ts';
import { errorCode, type FileStatus, type Machine } from './machine.ts';
import type { Invariant } from './situation.ts';

const kindBits = 0o170_000;
const folder = 0o040_000;

/** How the certificate cache is looked at and judged. */
export interface CacheDirRules<M extends Machine> {
  look(machine: M, path: string): FileStatus;
  /** Whether an error says that there is nothing there, which is fine. */
  isMissing(code: string): boolean;
  modeIsRight(mode: number): boolean;
  ownerIsRight(owner: number, machine: M): boolean;
}

export const cacheDirRules: CacheDirRules<Machine> = {
  look: (machine, path) => machine.lstat(withoutEnd(path)),
  isMissing: code => code === 'ENOENT',
  modeIsRight: mode => (mode & 0o7777) === 0o700,
  ownerIsRight: (owner, machine) => owner === machine.effectiveUid(),
};

/** A slash, or slash and dot, at the end of a path makes the kernel follow a link there, in lstat(2) too. */
function withoutEnd(path: string): string {
  let end = path.length;
  while (end > 1 && (path[end - 1] === '/' || (path[end - 1] === '.' && path[end - 2] === '/'))) end--;
  return path.slice(0, end);
}

/** What is wrong with the entry, in words; undefined when nothing is. */
function wrong<M extends Machine>(rules: CacheDirRules<M>, machine: M, path: string): string | undefined {
  let found: FileStatus;
  try {
    found = rules.look(machine, path);
  } catch (error) {
    const code = errorCode(error);
    return rules.isMissing(code) ? undefined : `looking at it failed with ${code}`;
  }
  if ((found.mode & kindBits) !== folder) return 'it is not a folder of its own';
  if (!rules.modeIsRight(found.mode)) return `its mode is ${octal(found.mode)} instead of 0700`;
  if (!rules.ownerIsRight(found.uid, machine)) return `it belongs to uid ${found.uid}`;
  return undefined;
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}

/** The certificate cache, which holds private keys, is missing or a real folder of mode 0700 of the process's own. */
export function cacheDirClosed<M extends Machine>(rules: CacheDirRules<M>): Invariant<M> {
  return {
    linuxOnly: false,
    check({ flags, machine }) {
      if (flags.certCache === null) return [];
      const reason = wrong(rules, machine, flags.certCache);
      return reason === undefined ? [] : [insecure(flags.certCache, reason)];
    },
  };
}

function insecure(path: string, reason: string): Failure {
  return {
    sentinel: 'ErrCacheDirInsecure',
    resource: path,
    reason: `the certificate cache is not safe: ${reason}`,
    fix: 'make it a real folder of the user that the process runs as: chown it to that user, then chmod 0700; and take its certificates for leaked',
  };
}
