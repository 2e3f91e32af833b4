import type { ChildProcess } from 'node:child_process';
import { statfsSync } from 'node:fs';
import type { Family, Member } from '../family/family.ts';
import { end, listProcesses, look, readMember } from '../family/proc.ts';
import type { Tools } from './tools.ts';
import type { View } from './view.ts';
import type { Words } from './words.ts';

const mostAttempts = 5;

/** A cell's namespaces, and the pipe that keeps them alive. */
export class BuiltCell implements Family {
  constructor(builder: ChildProcess, pid: number, view: View, inside: readonly string[], tools: Tools) {
    this.#builder = builder;
    this.#pid = pid;
    this.view = view;
    this.#inside = inside;
    this.#tools = tools;
    this.#memory = this.#sharedMemory();
    builder.once('close', () => {
      this.#alive = false;
    });
  }

  readonly view: View;
  readonly #builder: ChildProcess;
  readonly #pid: number;
  readonly #inside: readonly string[];
  readonly #tools: Tools;
  /** What shared memory holds at first: mount points, where worlds stand in /dev/shm. */
  readonly #memory: string;
  #alive = true;

  get alive(): boolean {
    return this.#alive;
  }

  /**
   * The folder is entered inside: a working directory kept from outside would lead back there by `..`. In a session of
   * its own: a program that signals its group must not
   * hit the nsenter that waits for it.
   */
  wrap(words: Words, folder: string): Words {
    const { nsenter, env, setsid } = this.#tools;
    const namespaces = ['--user', '--preserve-credentials', '--mount', '--pid', '--net', '--ipc'];
    return [
      nsenter,
      `--target=${this.#pid}`,
      ...namespaces,
      '--',
      env,
      `--chdir=${folder}`,
      ...this.#inside,
      setsid,
      ...words,
    ];
  }

  /**
   * The proc of the cell has nobody else in it. Listed again while somebody is in it who is only just ending: that one may
   * have started another since the list was made.
   */
  members(): readonly Member[] {
    const proc = `/proc/${this.#pid}/root/proc`;
    for (let attempt = 1; ; attempt += 1) {
      const others = listProcesses(proc).filter(pid => pid !== 1);
      const members = others.flatMap(pid => readMember(pid, proc) ?? []);
      if (members.length > 0 || others.length === 0 || attempt === mostAttempts) return members;
    }
  }

  /** Nothing of one program may reach the next: no process, no shared memory. */
  get clean(): boolean {
    try {
      return this.#alive && this.members().length === 0 && this.#sharedMemory() === this.#memory;
    } catch {
      return false;
    }
  }

  /** Inodes and blocks that the cell's own /dev/shm has in use. */
  #sharedMemory(): string {
    const { files, ffree, blocks, bfree } = statfsSync(`/proc/${this.#pid}/root/dev/shm`);
    return `${files - ffree} ${blocks - bfree}`;
  }

  kill(): void {
    this.#alive = false;
    // Its init first: what has lost its init is ended by the kernel, all of it.
    for (const pid of [this.#pid, this.#builder.pid]) if (pid !== undefined) end(pid);
  }

  /** Whether its init has ended, and so all that was in it. */
  get gone(): boolean {
    return look(this.#pid)?.zombie ?? true;
  }
}
