import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Containment } from '../containment/containment.ts';
import { mountNamespace, toMakeNamespaces } from './faults.ts';
import { type Answer, fails, type Question, type Surroundings, works } from './probe.ts';
import { complaint, isAbsent, type Tried, tryProgram } from './try-program.ts';

/** Writes into the first folder and not into the second: the shell ends with 0 when that is so. */
const onlyInside = ': >"$1/file" && ! (: >"$2/file") 2>/dev/null';

const bubblewrap: Question = {
  name: 'bubblewrap',
  group: 'containment',
  costs: 'programs under test are contained by plain namespaces, or not at all',
  remedy: { packages: ['bubblewrap'] },
  ask: async where => {
    const { inside, outside } = await twoFolders(where, 'bubblewrap');
    const view = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--bind', inside, inside];
    const apart = ['--unshare-pid', '--unshare-net', '--unshare-ipc', '--die-with-parent'];
    const shell = ['sh', '-c', onlyInside, 'sh', inside, outside];
    const tried = await tryProgram(['bwrap', ...view, ...apart, ...shell], where);
    if (tried.kind === 'absent') return fails('not installed');
    return held(tried, 'bwrap', 'read-only machine, no network', where);
  },
};

const bindReadOnly =
  'mount --bind "$2" "$2" && mount -o remount,bind,ro "$2" && : >"$1/file" && ! (: >"$2/file") 2>/dev/null';

const mountNamespaces: Question = {
  name: 'mount namespaces',
  group: 'containment',
  costs: 'without bubblewrap, programs under test can write to the machine',
  remedy: { packages: ['util-linux', 'mount'] },
  ask: async where => {
    const { inside, outside } = await twoFolders(where, 'mounts');
    const shell = ['sh', '-c', bindReadOnly, 'sh', inside, outside];
    const tried = await tryProgram(['unshare', mountNamespace(where), ...shell], where);
    if (isAbsent(tried)) return fails('unshare or mount is not installed');
    return held(tried, 'unshare', 'folders can be made read-only for one program', where);
  },
};

const networkNamespaces: Question = {
  name: 'network namespaces',
  group: 'containment',
  costs: 'without bubblewrap, programs under test can reach the network',
  remedy: { packages: ['util-linux'] },
  ask: async where => {
    const tried = await tryProgram(['unshare', where.isRoot ? '-n' : '-Urn', 'cat', '/proc/net/dev'], where);
    if (tried.kind === 'absent') return fails('unshare is not installed');
    const devices = tried.kind === 'ended' && tried.status === 0 ? tried.out.match(/^\s*\S+(?=:)/gm) : null;
    if (devices?.map(name => name.trim()).join() === 'lo') return works('one with nothing but loopback');
    return fails(complaint(tried, 'unshare'), toMakeNamespaces(where));
  },
};

async function twoFolders({ folder }: Surroundings, name: string) {
  const inside = join(folder, `${name}-inside`);
  const outside = join(folder, `${name}-outside`);
  await Promise.all([inside, outside].map(each => mkdir(each)));
  return { inside, outside };
}

function held(tried: Tried, program: string, detail: string, where: Surroundings): Answer {
  if (tried.kind === 'ended' && tried.status === 0) return works(detail);
  return fails(complaint(tried, program), toMakeNamespaces(where));
}

/** What keeps programs under test in their worlds. */
export const containmentQuestions: readonly Question[] = [bubblewrap, mountNamespaces, networkNamespaces];

/** What follows for people from how programs under test are contained: one sentence without its full stop. */
export function consequenceOf(kind: Containment['kind']): string {
  return kind === 'none'
    ? 'programs under test can write to the machine and reach the network; --containment required refuses to run'
    : 'programs under test see the machine read-only except their world, and have no network';
}
