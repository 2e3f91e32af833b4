import { fails, type Question, type Surroundings, works } from './probe.ts';
import { complaint, tryProgram } from './try-program.ts';

/** A uid that nobody has and that is not 65534, which stands for every uid a user namespace has no name for. */
const foreignId = '54321';
const oneCapability = '-all,+net_bind_service';
/** CAP_NET_BIND_SERVICE is bit 10. */
const oneCapabilityMask = '0000000000000400';

const root: Question = {
  name: 'root',
  group: 'identity',
  costs: 'identities, owners and mounts must come from user namespaces, and most uids can not be had there',
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
    const tried = await tryProgram(changed(foreignId, []), where);
    if (tried.kind === 'absent') return fails('setpriv is not installed');
    if (tried.kind === 'ended' && isChanged(tried.out, foreignId))
      return works('setpriv gives any uid and capability set');
    return fails(await withoutRoot(where, complaint(tried, 'setpriv')), 'run as root');
  },
};

/** A user has one uid in a namespace of its own, and every capability there. */
async function withoutRoot(where: Surroundings, otherwise: string): Promise<string> {
  const tried = await tryProgram(changed('0', ['unshare', '-Ur']), where);
  const capabilities = tried.kind === 'ended' && isChanged(tried.out, '0');
  return capabilities ? 'capabilities only, in a user namespace' : otherwise;
}

function changed(uid: string, before: readonly string[]): readonly [string, ...string[]] {
  const setpriv = [
    'setpriv',
    ...(uid === '0' ? [] : ['--reuid', uid, '--regid', uid, '--clear-groups']),
    `--inh-caps=${oneCapability}`,
    `--ambient-caps=${oneCapability}`,
    `--bounding-set=${oneCapability}`,
    'cat',
    '/proc/self/status',
  ];
  const [first = 'setpriv', ...others] = [...before, ...setpriv];
  return [first, ...others];
}

function isChanged(status: string, uid: string): boolean {
  const line = (name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.replace(/\s+/g, ' ') ?? '';
  return line('Uid') === `${uid} ${uid} ${uid} ${uid}` && line('CapEff') === oneCapabilityMask;
}

/** Who the programs under test can be. */
export const identityQuestions: readonly Question[] = [root, userNamespaces, otherIdentities];
