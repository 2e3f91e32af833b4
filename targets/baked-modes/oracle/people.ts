import { followed, type PredictedTree, Unbuildable } from './entry.ts';

interface Person {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function contentAt(tree: PredictedTree, path: string): string {
  const entry = tree.get(followed(tree, path));
  return entry?.kind === 'file' ? entry.content : '';
}

function peopleIn(tree: PredictedTree): readonly Person[] {
  const found = contentAt(tree, '/etc/passwd').matchAll(/^([^:#\n]*):[^:\n]*:(\d+):(\d+):/gm);
  const people = [...found].map(([, name = '', uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  return [...people, { name: 'root', uid: 0, gid: 0 }];
}

interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

function groupsIn(tree: PredictedTree): readonly Group[] {
  const found = contentAt(tree, '/etc/group').matchAll(/^([^:#\n]*):[^:\n]*:(\d+):(.*)$/gm);
  const groups = [...found].map(([, name = '', gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(','),
  }));
  return [...groups, { name: 'root', gid: 0, members: [] }];
}

function groupNumber(tree: PredictedTree, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const group = groupsIn(tree).find(({ name }) => name === text);
  if (group === undefined) throw new Unbuildable('a group that nobody has');
  return group.gid;
}

/** Whom `user`, `user:group` or `:group` means; a part that is left out as `otherwise` has it. */
export function owners(
  tree: PredictedTree,
  text: string,
  otherwise: { readonly uid: number; readonly gid: number } | 'by user',
): { readonly uid: number; readonly gid: number } {
  const colon = text.indexOf(':');
  const user = colon < 0 ? text : text.slice(0, colon);
  const group = colon < 0 ? '' : text.slice(colon + 1);
  const person = /^\d+$/.test(user)
    ? { uid: Number(user), gid: Number(user) }
    : peopleIn(tree).find(({ name }) => name === user);
  if (user !== '' && person === undefined) throw new Unbuildable('a user that nobody is');
  const fallback = otherwise === 'by user' ? { uid: 0, gid: 0 } : otherwise;
  const own = otherwise === 'by user' && person !== undefined ? person.gid : fallback.gid;
  return { uid: person?.uid ?? fallback.uid, gid: group === '' ? own : groupNumber(tree, group) };
}

/** Whom a container of the image runs as, and the groups that it is in. */
export function runner(
  tree: PredictedTree,
  text: string,
): { readonly uid: number; readonly groups: readonly number[] } {
  if (text === '') return { uid: 0, groups: [0] };
  const [user = '', group] = text.split(':');
  const number = /^\d+$/.test(user) ? Number(user) : undefined;
  const person = peopleIn(tree).find(one => (number === undefined ? one.name === user : one.uid === number));
  const uid = number ?? person?.uid;
  if (uid === undefined) throw new Unbuildable('a user that nobody is');
  if (group !== undefined) return { uid, groups: [groupNumber(tree, group)] };
  const further = groupsIn(tree).filter(
    ({ members }) => person !== undefined && members.includes(person.name),
  );
  return { uid, groups: [person?.gid ?? 0, ...further.map(({ gid }) => gid)] };
}
