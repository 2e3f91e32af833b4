import { BuildFault } from '../outcome.ts';
import { type FolderNode, locate, type Owner } from './nodes.ts';

/** Who a process runs as. */
export interface Who extends Owner {
  readonly groups: readonly number[];
}

const digits = /^\d+$/;

/** Lines of a file of accounts, taken apart at colons; none where it is missing. */
function records(root: FolderNode, path: string): readonly (readonly string[])[] {
  const { node } = locate(root, path, true);
  if (node?.kind !== 'file') return [];
  const lines = Buffer.from(node.content).toString('utf8').split('\n');
  return lines.filter(line => !line.startsWith('#')).map(line => line.split(':'));
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && digits.test(text) ? Number(text) : undefined;
}

/** A user's uid and group, by `/etc/passwd` of the tree. */
function account(root: FolderNode, name: string): Owner | undefined {
  const isNumber = digits.test(name);
  const found = records(root, '/etc/passwd').find(record => record[isNumber ? 2 : 0] === name);
  // Root is root where there is no file of accounts, too.
  if (found === undefined && name === 'root') return { uid: 0, gid: 0 };
  const [uid, gid] = [number(found?.[2]), number(found?.[3])];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function groupId(root: FolderNode, name: string): number {
  const gid =
    number(name) ??
    number(records(root, '/etc/group').find(([one]) => one === name)?.[2]) ??
    (name === 'root' ? 0 : undefined);
  if (gid === undefined) throw new BuildFault(`no group of that name: ${name}`);
  return gid;
}

function userId(root: FolderNode, name: string): Owner {
  const uid = number(name);
  // A number stands for itself, and for the group of the same number.
  const owner = uid === undefined ? account(root, name) : { uid, gid: uid };
  if (owner === undefined) throw new BuildFault(`no user of that name: ${name}`);
  return owner;
}

/**
 * Whom `--chown` and WORKDIR mean: `user`, `user:group`, names by the tree's files. Without a group it is the user's own,
 * or, of a user given as a number, the same number.
 * @throws BuildFault for names that nobody has
 */
export function ownerOf(root: FolderNode, text: string): Owner {
  const [user = '', group] = text.split(':');
  const { uid, gid } = user === '' ? { uid: 0, gid: 0 } : userId(root, user);
  return { uid, gid: group === undefined || group === '' ? gid : groupId(root, group) };
}

/**
 * Whom chown(1) gives something: a part that is left out stays as it is.
 * @throws BuildFault
 */
export function ownerAfter(root: FolderNode, text: string, before: Owner): Owner {
  const [user = '', group] = text.split(/[:.]/);
  const uid = user === '' ? before.uid : userId(root, user).uid;
  if (group === undefined) return { uid, gid: before.gid };
  if (group !== '') return { uid, gid: groupId(root, group) };
  const login = account(root, user);
  if (login === undefined) throw new BuildFault(`no login group: ${text}`);
  return { uid, gid: login.gid };
}

/**
 * Whom a container runs as whose image says USER so. A number that `/etc/passwd` does not have is in group 0; further
 * groups are those that `/etc/group` has the user's name in, unless a group is given.
 * @throws BuildFault for names that nobody has
 */
export function whoRuns(root: FolderNode, text: string): Who {
  const [user = '', group] = text === '' ? ['0'] : text.split(':');
  const known = account(root, user);
  const uid = known?.uid ?? number(user);
  if (uid === undefined) throw new BuildFault(`no user of that name: ${user}`);
  if (group !== undefined && group !== '') return { uid, gid: groupId(root, group), groups: [] };
  const name = records(root, '/etc/passwd').find(record => record[2] === String(uid))?.[0];
  const groups = records(root, '/etc/group')
    .filter(record => name !== undefined && (record[3] ?? '').split(',').includes(name))
    .flatMap(record => number(record[2]) ?? []);
  return { uid, gid: known?.gid ?? 0, groups };
}
