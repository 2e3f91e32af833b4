import type { VolumeNode } from '../../recording.ts';
import { fdPath, textOf } from '../strace/arguments.ts';
import { changeTime, modeOf, numberOf, oldChangeTime } from './trace-arguments.ts';
import { type Handler, NotRecordable, type Taken, type TracedRun } from './traced-run.ts';
import { inWorld, type Reached } from './world-paths.ts';

/** What mkdir, symlink and mknod make, without its mode and owner. */
type Kind =
  | { readonly kind: 'folder'; readonly entries: ReadonlyMap<string, number> }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'fifo' | 'socket' | 'device' };

const permissionBits = 0o7777;
/** As an argument: no path, so the descriptor itself is meant. */
const itself = '""';

function kindOf(mode: string): Kind {
  if (mode.includes('S_IFIFO')) return { kind: 'fifo' };
  if (mode.includes('S_IFSOCK')) return { kind: 'socket' };
  if (mode.includes('S_IFCHR') || mode.includes('S_IFBLK')) return { kind: 'device' };
  return { kind: 'file', bytes: new Uint8Array(0) };
}

function make(run: TracedRun, call: string, place: Reached, kind: Kind, mode: number): void {
  const found = run.find(place, false);
  if (found === undefined) return;
  const { uid, gid } = run.start;
  const inode = run.ledger.newInode();
  const common = { mode: mode & permissionBits, uid, gid, mtimeMs: run.nowMs };
  const device = run.ledger.deviceOf(found.at.folder);
  const node: VolumeNode = { ...kind, ...common, device };
  run.ledger.enter({ kind: 'create', at: found.at, inode, node }, `${call} ${run.name(place)}`);
}

function makeFolder(run: TracedRun, { call, state }: Taken, place: Reached, mode: string | undefined): void {
  make(run, call, place, { kind: 'folder', entries: new Map() }, modeOf(mode) & ~state.umask);
}

function makeNode(run: TracedRun, { call, state }: Taken, place: Reached, mode: string): void {
  make(run, call, place, kindOf(mode), modeOf(mode) & ~state.umask);
}

function makeLink(run: TracedRun, call: string, place: Reached, to: string | undefined): void {
  const text = textOf(to ?? '') ?? '';
  const own = text.startsWith('/') ? inWorld(text, run.start.root) : undefined;
  make(run, call, place, { kind: 'link', to: own ?? text }, 0o777);
}

function rename(run: TracedRun, call: string, from: Reached, to: Reached, flags: string): void {
  const source = run.find(from, false);
  const target = run.find(to, false);
  if (source?.inode === undefined) {
    if (target !== undefined)
      throw new NotRecordable(`${run.name(to)} was moved in from outside of the world by ${call}`);
    return;
  }
  const text = `${call} ${run.name(from)} to ${run.name(to)}`;
  const { inode } = source;
  if (target === undefined) {
    run.ledger.enter({ kind: 'unlink', at: source.at, inode }, text);
  } else if (flags.includes('RENAME_EXCHANGE') && target.inode !== undefined) {
    const inodes = [inode, target.inode] as const;
    run.ledger.enter({ kind: 'exchange', one: source.at, other: target.at, inodes }, `${text}, exchanged`);
  } else if (inode !== target.inode) {
    const names = { from: source.at, to: target.at, replaced: target.inode };
    run.ledger.enter({ kind: 'rename', inode, ...names }, text);
  }
}

function link(run: TracedRun, call: string, from: Reached, to: Reached, follow: boolean): void {
  const target = run.find(to, false);
  if (target === undefined) return;
  const inode = run.inode(from, follow);
  if (inode === undefined)
    throw new NotRecordable(`${run.name(to)} became a name of a file outside of the world by ${call}`);
  run.ledger.enter({ kind: 'link', inode, at: target.at }, `${call} ${run.name(from)} to ${run.name(to)}`);
}

function unlink(run: TracedRun, call: string, place: Reached): void {
  const found = run.find(place, false);
  if (found?.inode === undefined) return;
  run.ledger.enter({ kind: 'unlink', at: found.at, inode: found.inode }, `${call} ${run.name(place)}`);
}

function chmod(run: TracedRun, call: string, place: Reached, argument: string | undefined): void {
  const mode = modeOf(argument);
  const text = `${call} ${run.name(place)} ${mode.toString(8).padStart(4, '0')}`;
  run.enter(run.inode(place, true), inode => ({ kind: 'chmod', inode, mode }), text);
}

function chown(
  run: TracedRun,
  call: string,
  inode: number | undefined,
  [user, group]: readonly [string | undefined, string | undefined],
): void {
  const was = inode === undefined ? undefined : run.ledger.node(inode);
  if (inode === undefined || was === undefined) return;
  // -1 leaves an owner as it is; strace writes it so, or as 4294967295.
  const given = (argument: string | undefined, old: number): number => {
    const id = numberOf(argument) ?? -1;
    return id < 0 || id === 0xffffffff ? old : id;
  };
  const owner = { uid: given(user, was.uid), gid: given(group, was.gid) };
  run.ledger.enter(
    { kind: 'chown', inode, ...owner },
    `${call} ${run.nameOf(inode)} ${owner.uid}:${owner.gid}`,
  );
}

function utimes(
  run: TracedRun,
  call: string,
  place: Reached,
  { follow, mtimeMs }: { readonly follow: boolean; readonly mtimeMs: number | undefined },
): void {
  if (mtimeMs === undefined) return;
  const text = `${call} ${run.name(place)}`;
  run.enter(run.inode(place, follow), inode => ({ kind: 'utimes', inode, mtimeMs }), text);
}

/** A call whose first arguments are a path; the same with a folder's descriptor before it. */
function both(
  name: string,
  withFolder: string,
  act: (run: TracedRun, taken: Taken, place: Reached, others: readonly string[]) => void,
): Readonly<Record<string, Handler>> {
  return {
    [name]: (run, taken) => {
      const [path, ...others] = taken.given;
      act(run, taken, run.place(taken.state, path), others);
    },
    [withFolder]: (run, taken) => {
      const [folder, path, ...others] = taken.given;
      act(run, taken, run.place(taken.state, path, folder), others);
    },
  };
}

const renamesFrom: Handler = (run, { call, given, state }) => {
  const [fromFolder, from, toFolder, to, flags = ''] = given;
  rename(run, call, run.place(state, from, fromFolder), run.place(state, to, toFolder), flags);
};

/** Calls on names, modes, owners and times: rename(2), unlink(2), chmod(2) and their kin. */
export const callsOnNames: Readonly<Record<string, Handler>> = {
  rename: (run, { call, given: [from, to], state }) =>
    rename(run, call, run.place(state, from), run.place(state, to), ''),
  renameat: renamesFrom,
  renameat2: renamesFrom,
  link: (run, { call, given: [from, to], state }) =>
    link(run, call, run.place(state, from), run.place(state, to), false),
  linkat: (run, { call, given, state }) => {
    const [fromFolder, from, toFolder, to, flags = ''] = given;
    const follow = flags.includes('AT_SYMLINK_FOLLOW');
    link(run, call, run.place(state, from, fromFolder), run.place(state, to, toFolder), follow);
  },
  symlink: (run, { call, given: [to, path], state }) => makeLink(run, call, run.place(state, path), to),
  symlinkat: (run, { call, given: [to, folder, path], state }) =>
    makeLink(run, call, run.place(state, path, folder), to),
  ...both('mkdir', 'mkdirat', (run, taken, place, [mode]) => makeFolder(run, taken, place, mode)),
  ...both('mknod', 'mknodat', (run, taken, place, [mode = '']) => makeNode(run, taken, place, mode)),
  ...both('unlink', 'unlinkat', (run, { call }, place) => unlink(run, call, place)),
  rmdir: (run, { call, given: [path], state }) => unlink(run, call, run.place(state, path)),
  ...both('chmod', 'fchmodat', (run, { call }, place, [mode]) => chmod(run, call, place, mode)),
  fchmodat2: (run, { call, given: [folder, path, mode], state }) =>
    chmod(run, call, run.place(state, path, folder), mode),
  fchmod: (run, { call, given: [descriptor, mode], state }) =>
    chmod(run, call, run.place(state, itself, descriptor), mode),
  ...both('chown', 'fchownat', (run, { call }, place, [user, group, flags = '']) =>
    chown(run, call, run.inode(place, !flags.includes('AT_SYMLINK_NOFOLLOW')), [user, group]),
  ),
  lchown: (run, { call, given: [path, user, group], state }) =>
    chown(run, call, run.inode(run.place(state, path), false), [user, group]),
  fchown: (run, { call, given: [descriptor, user, group], state }) =>
    chown(run, call, run.open(state, descriptor)?.inode, [user, group]),
  utimensat: (run, { call, given: [folder, path, times, flags = ''], state }) => {
    // Without a path it is the descriptor's file: futimens(3).
    const place = run.place(state, path === 'NULL' ? itself : path, folder);
    const follow = !flags.includes('AT_SYMLINK_NOFOLLOW');
    utimes(run, call, place, { follow, mtimeMs: changeTime(times, run.nowMs) });
  },
  ...both('utimes', 'futimesat', (run, { call }, place, [times]) =>
    utimes(run, call, place, { follow: true, mtimeMs: oldChangeTime(times, run.nowMs) }),
  ),
  utime: (run, { call, given: [path, times], state }) =>
    utimes(run, call, run.place(state, path), { follow: true, mtimeMs: oldChangeTime(times, run.nowMs) }),
  chdir: (run, { given: [path], state }) => {
    const place = run.place(state, path);
    state.folder = place.kind === 'outside' ? place.path : run.start.root + run.name(place);
  },
  fchdir: (_run, { given: [descriptor = ''], state }) => {
    state.folder = fdPath(descriptor) ?? state.folder;
  },
  umask: (_run, { given: [mask], state }) => {
    state.umask = modeOf(mask);
  },
};
