import { constants } from 'node:fs';
import { bytesOf, fdNumber } from '../strace/arguments.ts';
import { opened, wrote } from './descriptions.ts';
import type { ProcessState } from './process-table.ts';
import { flagsOf, modeOf, numberOf, offsetOf, unnamed, vectorBytes } from './trace-arguments.ts';
import { type Handler, NotRecordable, type Taken, type TracedRun } from './traced-run.ts';
import type { Reached } from './world-paths.ts';

function open(
  run: TracedRun,
  { call, result, state }: Taken,
  place: Reached,
  flags: number,
  mode: number,
): void {
  state.descriptors.delete(result);
  if (place.kind === 'outside') return;
  const { ledger, nowMs } = run;
  const { uid, gid } = run.start;
  if (place.kind === 'open') {
    const { inode } = place.description;
    state.descriptors.set(result, { inode, appends: false, position: 0 });
    if ((flags & constants.O_TRUNC) !== 0) truncate(run, inode, 0, `${call} ${run.nameOf(inode)}`);
    return;
  }
  const made = { mode: mode & ~state.umask, uid, gid };
  if ((flags & unnamed) !== 0) {
    const inode = ledger.newInode();
    const device = ledger.deviceOf(run.inode(place, true) ?? 0);
    const node = { ...made, kind: 'file', device, bytes: new Uint8Array(0), mtimeMs: nowMs } as const;
    ledger.enter({ kind: 'allocate', inode, node }, `${call} ${place.path}, a new file without a name`);
    state.descriptors.set(result, { inode, appends: false, position: 0 });
    return;
  }
  const text = `${call} ${place.path}`;
  const description = opened(ledger, { ...made, path: place.path, flags, nowMs, text });
  if (description !== undefined) state.descriptors.set(result, description);
}

function duplicate(run: TracedRun, state: ProcessState, argument: string | undefined, result: number): void {
  const description = run.open(state, argument);
  if (description === undefined) state.descriptors.delete(result);
  else state.descriptors.set(result, description);
}

function moveBy(run: TracedRun, { given: [descriptor], result, state }: Taken): void {
  const description = run.open(state, descriptor);
  if (description !== undefined) description.position += result;
}

function write(
  run: TracedRun,
  { call, given: [descriptor], result, state }: Taken,
  bytes: Uint8Array | undefined,
  at?: number | undefined,
): void {
  const description = run.open(state, descriptor);
  if (description === undefined) return;
  const name = run.nameOf(description.inode);
  if (bytes === undefined) throw new NotRecordable(`the trace does not hold all bytes that ${name} got`);
  const text = `${call} ${name}, ${result} bytes`;
  wrote(run.ledger, description, bytes.subarray(0, result), { at, nowMs: run.nowMs, text });
}

/** A copy inside the kernel: the trace says from where to where, the account what was there. */
function copy(
  run: TracedRun,
  { call, result, state }: Taken,
  [from, fromAt]: readonly [string | undefined, number | undefined],
  [to, toAt]: readonly [string | undefined, number | undefined],
): void {
  const source = run.open(state, from);
  const target = run.open(state, to);
  const begin = fromAt ?? source?.position ?? 0;
  if (source !== undefined && fromAt === undefined) source.position += result;
  if (target === undefined) return;
  const name = run.nameOf(target.inode);
  if (source === undefined)
    throw new NotRecordable(`${name} got bytes from outside of the world by ${call}, which no trace shows`);
  const bytes = run.ledger.bytes(source.inode).slice(begin, begin + result);
  wrote(run.ledger, target, bytes, { at: toAt, nowMs: run.nowMs, text: `${call} ${name}, ${result} bytes` });
}

function truncate(run: TracedRun, inode: number | undefined, size: number, text: string): void {
  const mtimeMs = run.nowMs;
  run.enter(
    inode,
    number => ({ kind: 'truncate', inode: number, size, mtimeMs }),
    `${text} to ${size} bytes`,
  );
}

function allocate(run: TracedRun, { call, given, state }: Taken): void {
  const [descriptor, mode = '', from, length] = given;
  const description = run.open(state, descriptor);
  if (description === undefined || /^(0x1|FALLOC_FL_KEEP_SIZE)$/.test(mode)) return;
  const name = run.nameOf(description.inode);
  if (mode !== '0') throw new NotRecordable(`${name} was changed by fallocate with ${mode}`);
  const size = (numberOf(from) ?? 0) + (numberOf(length) ?? 0);
  if (size > run.ledger.bytes(description.inode).length)
    truncate(run, description.inode, size, `${call} ${name}`);
}

/** A way to write that a trace does not show. @param descriptor whose file would be written */
function unseen(run: TracedRun, state: ProcessState, descriptor: string | undefined, how: string): void {
  const description = run.open(state, descriptor);
  if (description !== undefined)
    throw new NotRecordable(`${run.nameOf(description.inode)} ${how}, which no trace shows`);
}

function sync(kind: 'fsync' | 'fdatasync'): Handler {
  return (run, { call, given: [descriptor], state }) => {
    const inode = run.open(state, descriptor)?.inode;
    if (inode !== undefined) run.ledger.enter({ kind, inode }, `${call} ${run.nameOf(inode)}`);
  };
}

const syncAll: Handler = (run, { call }) => run.ledger.enter({ kind: 'sync' }, call);

const seek: Handler = (run, { given: [descriptor], result, state }) => {
  const description = run.open(state, descriptor);
  if (description !== undefined) description.position = result;
};

const duplicates: Handler = (run, { given: [descriptor], result, state }) =>
  duplicate(run, state, descriptor, result);

const sends: Handler = (run, taken) => {
  const [to, from, offset] = taken.given;
  copy(run, taken, [from, offsetOf(offset)], [to, undefined]);
};

const writesAt: Handler = (run, taken) => {
  const at = numberOf(taken.given[3]) ?? -1;
  // An offset of -1 stands for the position of the file (pwritev2(2)).
  write(run, taken, vectorBytes(taken.given[1] ?? ''), at < 0 ? undefined : at);
};

const truncates: Handler = (run, { call, given: [descriptor, size], state }) => {
  const inode = run.open(state, descriptor)?.inode;
  if (inode !== undefined) truncate(run, inode, numberOf(size) ?? 0, `${call} ${run.nameOf(inode)}`);
};

const creating = constants.O_CREAT | constants.O_WRONLY | constants.O_TRUNC;

/** Calls on descriptors and what is behind them: open(2), write(2), fsync(2) and their kin. */
export const callsOnContent: Readonly<Record<string, Handler>> = {
  open: (run, taken) => {
    const [path, flags = '', mode] = taken.given;
    open(run, taken, run.place(taken.state, path), flagsOf(flags), modeOf(mode));
  },
  creat: (run, taken) => {
    const [path, mode] = taken.given;
    open(run, taken, run.place(taken.state, path), creating, modeOf(mode));
  },
  openat: (run, taken) => {
    const [folder, path, flags = '', mode] = taken.given;
    open(run, taken, run.place(taken.state, path, folder), flagsOf(flags), modeOf(mode));
  },
  openat2: (run, taken) => {
    const [folder, path, how = ''] = taken.given;
    const [, flags = ''] = /flags=([^,}]*)/.exec(how) ?? [];
    const [, mode] = /mode=(0[0-7]*)/.exec(how) ?? [];
    open(run, taken, run.place(taken.state, path, folder), flagsOf(flags), modeOf(mode));
  },
  close: (_run, { given: [descriptor], state }) => {
    state.descriptors.delete(fdNumber(descriptor ?? '') ?? -1);
  },
  dup: duplicates,
  dup2: duplicates,
  dup3: duplicates,
  fcntl: (run, { given: [descriptor, command = '', flags = ''], result, state }) => {
    if (command.startsWith('F_DUPFD')) duplicate(run, state, descriptor, result);
    const description = run.open(state, descriptor);
    if (command === 'F_SETFL' && description !== undefined)
      description.appends = (flagsOf(flags) & constants.O_APPEND) !== 0;
  },
  read: moveBy,
  readv: moveBy,
  lseek: seek,
  write: (run, taken) => write(run, taken, bytesOf(taken.given[1] ?? '')),
  pwrite64: (run, taken) => write(run, taken, bytesOf(taken.given[1] ?? ''), numberOf(taken.given[3])),
  writev: (run, taken) => write(run, taken, vectorBytes(taken.given[1] ?? '')),
  pwritev: writesAt,
  pwritev2: writesAt,
  copy_file_range: (run, taken) => {
    const [from, fromAt, to, toAt] = taken.given;
    copy(run, taken, [from, offsetOf(fromAt)], [to, offsetOf(toAt)]);
  },
  sendfile: sends,
  sendfile64: sends,
  splice: (run, { given: [, , to], state }) => unseen(run, state, to, 'got bytes by splice'),
  ioctl: (run, { given: [descriptor, request = ''], state }) => {
    if (request.includes('FICLONE')) unseen(run, state, descriptor, 'is a clone of another file (FICLONE)');
  },
  mmap: (run, { given: [, , protection = '', flags = '', descriptor], state }) => {
    if (flags.includes('MAP_SHARED') && protection.includes('PROT_WRITE'))
      unseen(run, state, descriptor, 'is written through a mapping (mmap)');
  },
  ftruncate: truncates,
  ftruncate64: truncates,
  truncate: (run, { call, given: [path, size], state }) => {
    const place = run.place(state, path);
    truncate(run, run.inode(place, true), numberOf(size) ?? 0, `${call} ${run.name(place)}`);
  },
  fallocate: allocate,
  fsync: sync('fsync'),
  fdatasync: sync('fdatasync'),
  sync: syncAll,
  syncfs: syncAll,
};
