import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { SplitIds } from './after-exec.ts';
import { hasCapability } from './capability-set.ts';
import { type ProcessIdentity, parseProcessIdentity } from './process-identity.ts';

/** A run of ids that exist here, from and to included. */
export interface IdRange {
  readonly from: number;
  readonly to: number;
}

/** What decides which identities this process can give to others. */
export interface IdentityFacts {
  /** Who this process is. */
  readonly own: ProcessIdentity;
  /** Ids that have a name in this user namespace; all but 2³²−1 outside of any. */
  readonly uids: readonly IdRange[];
  readonly gids: readonly IdRange[];
  /** Whether setgroups(2) is allowed in this user namespace. */
  readonly mayGroup: boolean;
  /** Number of the last capability that this kernel knows. */
  readonly lastCapability: number;
  /** Whether setpriv(1) is there. */
  readonly hasSetpriv: boolean;
  readonly splitIds: SplitIds;
}

/** CAP_SETGID, CAP_SETUID and CAP_SETPCAP: what changing identity takes. */
const needed = ['+cap_6', '+cap_7', '+cap_8'].join(',');

let known: IdentityFacts | undefined;

/** Looks at this process and tries its kernel; once. */
export function identityFacts(): IdentityFacts {
  known ??= {
    own: parseProcessIdentity(readFileSync('/proc/self/status', 'utf8')),
    uids: ranges('/proc/self/uid_map'),
    gids: ranges('/proc/self/gid_map'),
    mayGroup: read('/proc/self/setgroups', 'allow').trim() === 'allow',
    lastCapability: Number(read('/proc/sys/kernel/cap_last_cap', '40')),
    hasSetpriv: spawnSync('setpriv', ['--version']).status === 0,
    splitIds: tried(),
  };
  return known;
}

/** Each line: first id inside, first id outside, length (user_namespaces(7)). */
function ranges(map: string): readonly IdRange[] {
  return read(map, '0 0 4294967295')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [from = 0, , length = 0] = line.trim().split(/\s+/).map(Number);
      return { from, to: from + length - 1 };
    });
}

function read(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

/** Splits the group ids, which takes no foreign user id, and looks whether an ambient capability survives. */
function tried(): SplitIds {
  const { gid } = parseProcessIdentity(readFileSync('/proc/self/status', 'utf8'));
  const other = gid.effective === 0 ? 1 : 0;
  const words = [
    `--rgid=${gid.real}`,
    `--egid=${other}`,
    '--keep-groups',
    `--inh-caps=${needed}`,
    `--ambient-caps=${needed}`,
  ];
  const { status, stdout } = spawnSync('setpriv', [...words, '--', 'cat', '/proc/self/status'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  if (status !== 0) return 'as-any-other';
  return hasCapability(parseProcessIdentity(stdout).ambient, 7) ? 'as-any-other' : 'as-set-id';
}
