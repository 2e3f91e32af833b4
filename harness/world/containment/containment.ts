import { spawnSync } from 'node:child_process';
import { HarnessFault } from '../../harness-fault.ts';
import { worldsFolder } from '../workspace/places.ts';
import { type BuiltCell, buildCell, type Cell, type Words } from './cell.ts';

/** Whether programs under test are kept from the machine: where it can be done, always (or nothing is run), never. */
export type Wanted = 'auto' | 'required' | 'off';

/** How programs under test are kept from the machine. */
export interface Containment {
  readonly kind: 'bubblewrap' | 'namespaces' | 'none';
  /** For people: what holds, or why nothing does. One sentence without its full stop. */
  readonly reason: string;
  /**
   * A cell for one program at a time: the machine read-only, other worlds hidden, no network, pid and ipc namespaces of
   * its own. Identity and privileges are those of the harness, and change inside as they do outside.
   * @param writable absolute folders that stay writable, at the same paths
   * @param folder the program's working directory
   * @throws HarnessFault `bad-world` when it can't be built
   */
  enter(confinement: Confinement): Promise<Cell>;
}

export interface Confinement {
  readonly writable: readonly string[];
  readonly folder: string;
}

const found = new Map<Wanted, Containment>();

/**
 * The containment of this machine; asked once.
 * @throws HarnessFault `bad-world` when it is required and there is none
 */
export function findContainment(wanted: Wanted): Containment {
  const before = found.get(wanted);
  if (before !== undefined) return before;
  const containment = wanted === 'off' ? none('it was switched off') : probe();
  if (wanted === 'required' && containment.kind === 'none') {
    throw new HarnessFault(`Containment is required, but ${containment.reason}`, 'bad-world');
  }
  found.set(wanted, containment);
  return containment;
}

function probe(): Containment {
  const tried = spawnSync('bwrap', [...bubblewrapFlags([]), '--', 'true'], { encoding: 'utf8' });
  if (tried.status === 0) return contained('bubblewrap', 'bubblewrap');
  return none('bubblewrap can not be used here');
}

function none(reason: string): Containment {
  return {
    kind: 'none',
    reason,
    enter: async () => ({ wrap: words => words, members: () => undefined, kill() {}, leave() {} }),
  };
}

function bubblewrapFlags(writable: readonly string[]): readonly string[] {
  const binds = writable.flatMap(path => ['--bind', path, path]);
  const namespaces = ['--unshare-pid', '--unshare-ipc', '--unshare-net', '--die-with-parent', '--as-pid-1'];
  const machine = ['--ro-bind', '/', '/', '--dev', '/dev', '--tmpfs', '/dev/shm', '--proc', '/proc'];
  return [...namespaces, ...machine, '--tmpfs', worldsFolder(), ...binds];
}

function contained(kind: 'bubblewrap', reason: string): Containment {
  const idle = new Map<string, BuiltCell[]>();
  return {
    kind,
    reason,
    async enter({ writable, folder }) {
      const key = JSON.stringify(writable);
      const kept = idle.get(key) ?? [];
      idle.set(key, kept);
      let cell = kept.pop();
      while (cell?.alive === false) cell = kept.pop();
      const built =
        cell ??
        (await buildCell(
          ['bwrap', ...bubblewrapFlags(writable), '--'],
          ['--mount', '--pid', '--net', '--ipc'],
        ));
      return {
        wrap: (words: Words) => built.wrap(words, folder),
        members: () => built.members(),
        kill: () => built.kill(),
        leave: () => void kept.push(built),
      };
    },
  };
}
