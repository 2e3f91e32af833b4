import type { Identity } from '../../stage.ts';
import type { Words } from '../containment/words.ts';
import { identityAfterExec } from '../identity/after-exec.ts';
import { asMask } from '../identity/capability-set.ts';
import { identityWords } from '../identity/identity-words.ts';
import { parseProcessIdentity } from '../identity/process-identity.ts';
import { fails, type Question, works } from './probe.ts';
import { complaint, type Tried, tryProgram } from './try-program.ts';

/** A uid that nobody has and that is not 65534, which stands for every uid a user namespace has no name for. */
const foreignId = 54_321;
const foreignIds = { real: foreignId, effective: foreignId };
/** CAP_NET_BIND_SERVICE is bit 10. */
const oneCapability = asMask(1n << 10n);
const somebody: Identity = {
  uid: foreignIds,
  gid: foreignIds,
  groups: [],
  bounding: oneCapability,
  inheritable: oneCapability,
  ambient: oneCapability,
  noNewPrivileges: true,
};

const root: Question = {
  name: 'root',
  group: 'identity',
  costs:
    'identities and mounts must come from user namespaces, where a program has one uid, and no file another owner',
  remedy: { sentence: 'run as root, for example in a container' },
  ask: async ({ isRoot }) => (isRoot ? works('this process is root') : fails('this process is not root')),
};

const userNamespaces: Question = {
  name: 'user namespaces',
  group: 'identity',
  costs: 'without root, no identity can be changed and nothing can be mounted',
  remedy: { packages: ['util-linux'] },
  ask: async where => {
    const tried = await tryProgram(['unshare', '-Ur', 'id', '-u'], where);
    if (tried.kind === 'absent') return fails('unshare is not installed');
    if (tried.kind === 'ended' && tried.status === 0 && tried.out.trim() === '0')
      return works('a user is root in one of its own');
    return fails(
      complaint(tried, 'unshare'),
      'allow them: sysctl kernel.unprivileged_userns_clone=1 (Debian), ' +
        'kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), or user.max_user_namespaces above 0',
    );
  },
};

const otherIdentities: Question = {
  name: 'other identities',
  group: 'identity',
  costs: 'scenarios with uids, gids or capabilities other than our own run in process only',
  remedy: { packages: ['util-linux'] },
  ask: async where => {
    const outright = await tryProgram(changed(somebody), where);
    if (outright.kind === 'absent') return fails('setpriv is not installed');
    if (isChanged(outright)) return works('setpriv gives any ids, groups and capability sets');
    const inside = await tryProgram(changed({ ...somebody, inUserNamespace: true }), where);
    if (isChanged(inside))
      return works(
        'in a user namespace: any uid, gid and capability sets; no other groups or owners, no real id apart',
      );
    const why = complaint(outright, 'setpriv');
    return fails(
      where.isRoot || inside.kind === 'absent' ? why : `${why}; ${complaint(inside, 'unshare')}`,
      'run as root, or allow user namespaces',
    );
  },
};

function changed(identity: Identity): Words {
  return [...identityWords(identity), 'cat', '/proc/self/status'];
}

/** Groups are left out: in a user namespace they stay. */
function isChanged(tried: Tried): boolean {
  if (tried.kind !== 'ended' || tried.status !== 0) return false;
  const { groups: _, ...wanted } = identityAfterExec(somebody, 'as-any-other');
  const { groups: __, ...found } = parseProcessIdentity(tried.out);
  return JSON.stringify(found) === JSON.stringify(wanted);
}

/** Who the programs under test can be. */
export const identityQuestions: readonly Question[] = [root, userNamespaces, otherIdentities];
