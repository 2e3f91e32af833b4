import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Identity } from '../../stage.ts';
import type { SplitIds } from './after-exec.ts';
import { asMask, hasCapability } from './capability-set.ts';
import { identityWords } from './identity-words.ts';
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
  /** Why this process can't make user namespaces in which it is somebody else; undefined where it can. */
  readonly noUserNamespaces: string | undefined;
  /** What a group without a name in a user namespace is called there: 65534, unless somebody has changed that. */
  readonly overflowGid: number;
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
    noUserNamespaces: whyNoUserNamespaces(),
    overflowGid: Number(read('/proc/sys/kernel/overflowgid', '65534')),
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

const one = asMask(1n << 10n);

/** Somebody else, with one capability. */
const somebody: Identity = {
  uid: { real: 54_321, effective: 54_321 },
  gid: { real: 54_322, effective: 54_322 },
  groups: [],
  bounding: one,
  inheritable: one,
  ambient: one,
  noNewPrivileges: true,
  inUserNamespace: true,
};

/** Becomes somebody in one, and looks. */
function whyNoUserNamespaces(): string | undefined {
  const [program, ...rest] = identityWords(somebody);
  const { status, stdout, stderr, error } = spawnSync(program, [...rest, 'cat', '/proc/self/status'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  if (error !== undefined) return 'unshare (util-linux) can not be run';
  if (status !== 0) return `user namespaces can not be used here (${stderr.trim().split('\n')[0]})`;
  const { uid, gid, effective } = parseProcessIdentity(stdout);
  const isSomebody = uid.effective === 54_321 && gid.effective === 54_322 && effective === one;
  return isSomebody ? undefined : 'a user namespace does not make somebody else of a process here';
}
