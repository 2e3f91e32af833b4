import { DiskError } from '../../../harness/world/disk-error.ts';
import type { Folder } from '../reference/machine.ts';
import { socketDir } from '../scenario.ts';
import type { ModelListener } from './listener.ts';
import type { ModelEntry, ModelFolder, ModelWorld } from './world.ts';

/** What a folder that is held open needs of the machine it is on. */
export interface Kernel {
  readonly uid: number;
  readonly mayGive: boolean;
  readonly world: ModelWorld;
  call<T>(name: string, act: () => T): T;
  socket(): { readonly listener: ModelListener; readonly mode: number };
  give(): void;
}

interface Owned {
  readonly uid: number;
}

/** (uid_t) -1, which leaves an owner as it is: chown(2). */
const sameOwner = 2 ** 32 - 1;

/** A folder in memory that the server holds open, and what it may do there. */
export class OpenFolder implements Folder {
  /** @throws DiskError when the server may not read it */
  constructor(folder: ModelFolder, kernel: Kernel) {
    this.#folder = folder;
    this.#kernel = kernel;
    this.#need(0o4, 'open');
  }

  readonly #folder: ModelFolder;
  readonly #kernel: Kernel;
  #open = true;

  /** @param bits of the folder that the server has to pass */
  #need(bits: number, doing: string): void {
    const { uid } = this.#kernel;
    const { uid: owner, gid, mode } = this.#folder;
    const shift = owner === uid ? 6 : gid === uid ? 3 : 0;
    if (uid !== 0 && ((mode >> shift) & bits) !== bits) throw new DiskError('EACCES', doing, socketDir);
  }

  #entry(name: string, doing: string): ModelEntry {
    this.#need(0o1, doing);
    const found = this.#folder.entries.get(name);
    if (found === undefined) throw new DiskError('ENOENT', doing, name);
    return found;
  }

  #mayChange({ uid }: Owned): void {
    if (this.#kernel.uid !== 0 && uid !== this.#kernel.uid) throw new DiskError('EPERM', 'chmod', socketDir);
  }

  #mayGive({ uid: from }: Owned, to: number): void {
    const { mayGive, uid } = this.#kernel;
    if (!mayGive && !(from === uid && to === uid)) throw new DiskError('EPERM', 'chown', socketDir);
  }

  status() {
    return this.#kernel.call('fstat', () => ({ uid: this.#folder.uid, mode: this.#folder.mode }));
  }

  names(): readonly string[] {
    return this.#kernel.call('readdir', () => {
      this.#need(0o4, 'readdir');
      return [...this.#folder.entries.keys()];
    });
  }

  chmod(mode: number): void {
    this.#kernel.call('chmod', () => {
      this.#mayChange(this.#folder);
      this.#folder.mode = mode;
    });
  }

  chown(uid: number): void {
    this.#kernel.call('chown', () => {
      this.#mayGive(this.#folder, uid);
      if (uid !== sameOwner) this.#folder.uid = uid;
    });
  }

  bind(name: string): ModelListener {
    return this.#kernel.call('bind', () => {
      this.#need(0o3, 'bind');
      if (this.#folder.entries.has(name)) throw new DiskError('EADDRINUSE', 'bind', name);
      const { listener, mode } = this.#kernel.socket();
      this.#folder.entries.set(name, { kind: 'socket', uid: this.#kernel.uid, mode, listener });
      return listener;
    });
  }

  chmodEntry(name: string, mode: number): void {
    this.#kernel.call('chmod', () => {
      const found = this.#entry(name, 'chmod');
      const changed = found.kind === 'link' ? this.#kernel.world.victim : found;
      this.#mayChange(changed);
      changed.mode = mode;
    });
  }

  chownEntry(name: string, uid: number): void {
    this.#kernel.call('chown', () => {
      const found = this.#entry(name, 'chown');
      this.#mayGive(found, uid);
      if (uid !== sameOwner) found.uid = uid;
    });
  }

  unlink(name: string): void {
    this.#kernel.call('unlink', () => {
      this.#need(0o3, 'unlink');
      if (!this.#folder.entries.delete(name)) throw new DiskError('ENOENT', 'unlink', name);
    });
  }

  close(): void {
    if (this.#open) this.#kernel.give();
    this.#open = false;
  }
}
