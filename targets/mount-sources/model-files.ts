import { constants } from 'node:fs';
import { posix } from 'node:path';
import type { FaultReport } from '../../harness/target.ts';
import { DiskError } from '../../harness/world/disk-error.ts';
import { MemoryCalls } from '../../harness/world/memory-calls.ts';
import type { MemoryDisk } from '../../harness/world/memory-disk.ts';
import { faultName } from './fault-name.ts';
import { type Intrusion, intrude } from './intrusion.ts';
import type { FailedCall } from './observation.ts';
import { realHome } from './places.ts';
import type { EntryKind, Files } from './reference/files.ts';
import type { Fault, Scenario } from './scenario.ts';

type Operation = Extract<Fault, { kind: 'call' }>['operation'];

const root = { uid: 0 } as const;

/** The file operations of one run on a disk in memory, with the scenario's fault. What mutants need comes last. */
export class ModelFiles implements Files {
  /** @param fault what goes wrong; another than the scenario's own to see that this is noticed */
  constructor(disk: MemoryDisk, scenario: Scenario, uid: number, fault: Fault) {
    this.#disk = disk;
    this.#fault = fault;
    this.#calls = new MemoryCalls(disk, { uid, umask: scenario.umask });
    this.room = fault.kind === 'full-disk' ? fault.room : 0;
    this.#uid = uid;
    this.#homeDevice = disk.walk(root, realHome, 'lstat', true).node?.device ?? 0;
  }

  readonly #disk: MemoryDisk;
  readonly #fault: Fault;
  readonly #calls: MemoryCalls;
  readonly #uid: number;
  readonly #homeDevice: number;
  readonly #done = new Map<Operation, number>();
  /** Entries that HOME still takes, where it is full after so many. */
  room: number;
  /** Entries that the program was about to make. */
  #entries = 0;
  #hindered = 0;
  #made = 0;
  #unreadable = false;
  /** The call that was planned to fail and did, or that came upon what somebody else made. */
  failed: FailedCall | undefined;
  /** What somebody else made. */
  intrusion: Intrusion | undefined;

  look(path: string): EntryKind | undefined {
    this.#pass('lstat', path);
    try {
      const { kind } = this.#calls.lstat(path);
      return kind === 'fifo' || kind === 'socket' ? 'other' : kind;
    } catch (error) {
      if (error instanceof DiskError && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  readLink(path: string): string {
    this.#pass('readlink', path);
    return this.#calls.readlink(path);
  }

  makeFolder(path: string, mode: number): void {
    this.#pass('mkdir', path);
    this.#make(path, 'mkdir', false, () => this.#calls.mkdir(path, mode));
  }

  makeFile(path: string, mode: number): void {
    this.#pass('create', path);
    this.#create(path, mode, constants.O_EXCL);
  }

  readText(path: string): string {
    try {
      return this.#text(path);
    } catch (error) {
      this.#unreadable = true;
      throw error;
    }
  }

  #text(path: string): string {
    const descriptor = this.#calls.openFile(path, constants.O_RDONLY);
    const bytes = new Uint8Array(this.#calls.sizeOf(descriptor));
    this.#calls.read(descriptor, bytes, 0);
    this.#calls.close(descriptor);
    return Buffer.from(bytes).toString('utf8');
  }

  #create(path: string, mode: number, flags: number): void {
    this.#make(path, 'open', flags === 0, () => {
      const descriptor = this.#calls.openFile(path, constants.O_WRONLY | constants.O_CREAT | flags, mode);
      this.#calls.close(descriptor);
    });
  }

  #pass(operation: Operation, path: string): void {
    const nth = (this.#done.get(operation) ?? 0) + 1;
    this.#done.set(operation, nth);
    const fault = this.#fault;
    if (fault.kind !== 'call' || fault.operation !== operation || fault.nth !== nth) return;
    this.failed = { operation, path };
    throw new DiskError(fault.code, operation, path);
  }

  /** Makes an entry, unless the file system of HOME takes none. An entry that is there goes first, as in the kernel. */
  #make(path: string, syscall: string, follow: boolean, act: () => void): void {
    const { folder, name, node } = this.#disk.walk(root, path.replace(/(?<=[^/])\/+$/, ''), syscall, follow);
    if (node !== undefined || folder.device !== this.#homeDevice) {
      act();
      return;
    }
    this.#entries += 1;
    const { kind } = this.#fault;
    if (this.#fault.kind === 'meanwhile' && this.#fault.nth === this.#entries) {
      const { intruder } = this.#fault;
      this.intrusion = intrude(this.#disk, folder, name, { intruder, uid: this.#uid });
      this.failed = { operation: syscall, path: `/${this.intrusion.path}` };
    }
    const stands = kind === 'read-only-home' || kind === 'full-disk';
    if (stands && this.room === 0) {
      this.#hindered += 1;
      throw new DiskError(kind === 'full-disk' ? 'ENOSPC' : 'EROFS', syscall, path);
    }
    act();
    this.room -= 1;
    this.#made += 1;
  }

  /** What became of the fault that the scenario plans. */
  reports({ fault: planned }: Scenario): readonly FaultReport[] {
    if (planned.kind === 'none') return [];
    const fault = faultName(planned);
    if (planned.kind === 'lost-file') return [{ fault, outcome: this.#unreadable ? 'fired' : 'unreached' }];
    if (planned.kind === 'meanwhile') return [{ fault, outcome: this.#intruded(planned) }];
    if (planned.kind !== 'call') return [{ fault, outcome: this.#standing(planned) }];
    if (this.failed !== undefined) return [{ fault, outcome: 'fired' }];
    const reached = (this.#done.get(planned.operation) ?? 0) >= planned.nth;
    return [{ fault, outcome: reached ? 'missed' : 'unreached' }];
  }

  #intruded({ nth }: Extract<Fault, { kind: 'meanwhile' }>): FaultReport['outcome'] {
    if (this.intrusion !== undefined) return 'fired';
    return this.#entries >= nth ? 'missed' : 'unreached';
  }

  #standing(planned: Fault): FaultReport['outcome'] {
    if (this.#hindered > 0) return 'fired';
    const room = planned.kind === 'full-disk' ? planned.room : 0;
    return this.#made > room ? 'missed' : 'unreached';
  }

  /** Whether something is there, links followed: what `test -e` says. */
  exists(path: string): boolean {
    try {
      this.#calls.stat(path);
      return true;
    } catch {
      return false;
    }
  }

  /** As touch(1): makes the file through any link, or sets the times of what is there. */
  touch(path: string, mode = 0o666): void {
    const there = this.exists(path);
    if (!there) this.#pass('create', path);
    if (there) this.#calls.utimes(path, this.#disk.now);
    else this.#create(path, mode, 0);
  }

  /** As `: > path`. */
  truncate(path: string): void {
    if (this.exists(path)) {
      this.#calls.close(this.#calls.openFile(path, constants.O_WRONLY | constants.O_TRUNC));
    } else {
      this.#pass('create', path);
      this.#create(path, 0o666, 0);
    }
  }

  /** As open(2) without O_EXCL: what is there, or where a link leads, is emptied. */
  makeFileOver(path: string, mode: number): void {
    this.#pass('create', path);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
    this.#make(path, 'open', true, () => this.#calls.close(this.#calls.openFile(path, flags, mode)));
  }

  /** As `mkdir -p`: every link is followed. */
  makeFolders(path: string, mode = 0o777): void {
    if (this.exists(path)) return;
    this.makeFolders(posix.dirname(path), mode);
    this.makeFolder(path, mode);
  }

  /** Permission bits of what is at a path, links followed. */
  modeOf(path: string): number {
    return this.#calls.stat(path).mode;
  }

  chmod(path: string, mode: number): void {
    const { node } = this.#disk.walk(root, path, 'chmod', true);
    if (node !== undefined) this.#disk.mark(node, { mode });
  }

  /** Removes a file, a link or an empty folder. */
  remove(path: string): void {
    if (this.look(path) === 'folder') this.#calls.rmdir(path);
    else this.#calls.unlink(path);
  }

  /** Removes a file, or a folder that nothing is in. */
  removeIfEmpty(path: string): void {
    if (this.look(path) === 'folder' && this.names(path).length > 0) return;
    this.remove(path);
  }

  /** Whether the last name of a path is a link: what `test -L` says. */
  isLink(path: string): boolean {
    try {
      return this.#calls.lstat(path).kind === 'link';
    } catch {
      return false;
    }
  }

  names(path: string): readonly string[] {
    return this.#calls.readdir(path);
  }

  append(path: string, text: string): void {
    const descriptor = this.#calls.openFile(path, constants.O_WRONLY | constants.O_APPEND);
    this.#calls.write(descriptor, Buffer.from(text));
    this.#calls.close(descriptor);
  }
}
