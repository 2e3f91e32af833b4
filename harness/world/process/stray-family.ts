import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import process from 'node:process';
import { worldsFolder } from '../workspace/places.ts';
import { type Family, type Member, readMember } from './member.ts';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly start: number;
  readonly zombie: boolean;
}

/**
 * The processes of a program that no cell keeps together, looked for in /proc: what descends from it, is in its group or
 * session, was such before, works in its world, has the world in its environment, or holds its output open. Only
 * processes that began after it are looked at.
 */
export class StrayFamily implements Family {
  /**
   * @param root process id of the program; the leader of a session
   * @param output a path that descriptors of the program's output lead to
   */
  constructor(root: number, folder: string, output: string) {
    this.#root = root;
    this.#start = look(root)?.start ?? 0;
    this.#folder = `${folder}/`.startsWith(`${worldsFolder()}/`) ? folder : undefined;
    this.#output = output;
  }

  readonly #root: number;
  readonly #start: number;
  readonly #folder: string | undefined;
  readonly #output: string;
  /** Start times by process id. */
  readonly #known = new Map<number, number>();

  members(): readonly Member[] {
    return this.#alive().flatMap(({ pid }) => readMember('/proc', pid) ?? []);
  }

  kill(): void {
    // Whoever forks while it is being killed is met in a later round.
    for (let round = 0; round < 20; round += 1) {
      const alive = this.#alive();
      if (alive.length === 0) return;
      for (const { pid } of alive) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended meanwhile.
        }
      }
    }
  }

  get gone(): boolean {
    return this.#alive().length === 0;
  }

  #alive(): readonly Seen[] {
    const later = readdirSync('/proc').flatMap(name => {
      const seen = /^\d+$/.test(name) ? look(Number(name)) : undefined;
      return seen === undefined || seen.start < this.#start || seen.pid === process.pid ? [] : [seen];
    });
    const family = later.filter(each => this.#belongs(each));
    for (let before = -1; before < family.length; ) {
      before = family.length;
      const pids = new Set(family.map(({ pid }) => pid));
      family.push(...later.filter(({ pid, parent }) => !pids.has(pid) && pids.has(parent)));
    }
    for (const { pid, start } of family) this.#known.set(pid, start);
    return family.filter(({ zombie }) => !zombie);
  }

  #belongs({ pid, group, session, start }: Seen): boolean {
    if (pid === this.#root || group === this.#root || session === this.#root) return true;
    return this.#known.get(pid) === start || this.#holdsOutput(pid) || this.#isInWorld(pid);
  }

  #holdsOutput(pid: number): boolean {
    return [1, 2].some(fd => target(`/proc/${pid}/fd/${fd}`).startsWith(this.#output));
  }

  #isInWorld(pid: number): boolean {
    const folder = this.#folder;
    if (folder === undefined) return false;
    if (['cwd', 'root'].some(name => `${target(`/proc/${pid}/${name}`)}/`.startsWith(`${folder}/`)))
      return true;
    return text(`/proc/${pid}/environ`).includes(folder);
  }
}

function look(pid: number): Seen | undefined {
  const stat = text(`/proc/${pid}/stat`);
  if (stat === '') return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, group = 0, session = 0] = fields.slice(1, 4).map(Number);
  const [state] = fields;
  return { pid, parent, group, session, start: Number(fields[19]), zombie: state === 'Z' || state === 'X' };
}

function text(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function target(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
