import { describe, expect, it } from 'vitest';
import { kinOf, type Namespaces } from './kin.ts';
import type { Seen } from './proc.ts';

const root = { pid: 100, start: 50 };
const nobody = (): boolean => false;
const alone: Namespaces = { of: () => 'own', isInit: () => false };

/** A process that has nothing to do with the program, but for what is given. */
function process(pid: number, what: Partial<Seen> = {}): Seen {
  return { pid, parent: 1, group: 7, session: 7, start: 60, zombie: false, ...what };
}

const program = process(100, { group: 100, session: 100, start: 50 });

function pids(seen: readonly Seen[], isMarked: (process: Seen) => boolean = nobody, spaces = alone) {
  return kinOf(root, seen, isMarked, spaces).map(({ pid }) => pid);
}

describe('the kin of a program', () => {
  it('is found whatever order it is listed in', () => {
    const seen = [
      process(103, { parent: 102 }),
      process(102, { parent: 101 }),
      process(101, { parent: 100 }),
      program,
      process(104),
    ];
    expect(pids(seen).sort()).toEqual([100, 101, 102, 103]);
  });

  it('includes orphans of its group, of its session, and of a session that one of it leads', () => {
    const seen = [
      program,
      process(101, { group: 100 }),
      process(102, { session: 100 }),
      process(103, { parent: 100, session: 103 }),
      process(104, { session: 103 }),
    ];
    expect(pids(seen)).toEqual([100, 101, 102, 103, 104]);
  });

  it('takes what is marked with its children, and leaves the session that it is a guest in', () => {
    const seen = [program, process(101), process(102, { parent: 101, session: 8 }), process(103)];
    expect(pids(seen, ({ pid }) => pid === 101)).toEqual([100, 101, 102]);
  });

  it('outlives the program', () => {
    expect(pids([process(101, { session: 100 }), process(102, { parent: 101 })])).toEqual([101, 102]);
  });

  it('is not what has its id, group and session when all that was of it is over', () => {
    const other = process(100, { group: 100, session: 100, start: 70 });
    expect(pids([other, process(101, { parent: 100, group: 100, session: 100, start: 71 })])).toEqual([]);
  });

  it('includes orphans of a pid namespace, but not an init that it did not start', () => {
    const seen = [
      program,
      process(101, { parent: 100 }),
      process(102),
      process(103),
      process(104, { parent: 100 }),
    ];
    const spaces: Namespaces = {
      of: pid => (pid === 104 ? 'its own' : [101, 102, 103].includes(Number(pid)) ? 'of the cell' : 'own'),
      isInit: pid => pid === 102 || pid === 104,
    };
    expect(pids(seen, nobody, spaces)).toEqual([100, 101, 103, 104]);
  });
});
