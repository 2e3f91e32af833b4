import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Volume } from '../../recording.ts';
import { fingerprint, walk } from './fingerprint.ts';
import {
  before,
  does,
  drawnRecording,
  inodes,
  recordingOf,
  slot,
  wholeProtocol,
} from './fixtures/protocols.ts';
import { Ledger } from './ledger.ts';
import { mayRemain, orderOf } from './order.ts';
import { type PersistenceName, persistenceModels, persistenceNames } from './persistence.ts';
import { type CrashState, crashStatesOf } from './states.ts';

const seed = 20261124;

function statesOf(model: PersistenceName, ...changes: readonly Change[]): readonly CrashState[] {
  const found = crashStatesOf(recordingOf(...changes), model);
  expect(found.complete).toBe(true);
  return found.states;
}

/** What a path holds, or that nothing is there; NULs as dots. */
function at(volume: Volume, path: string): string {
  for (const [found, node] of walk(volume)) {
    if (found === path && node.kind === 'file')
      return Buffer.from(node.bytes).toString('latin1').replaceAll('\0', '.');
  }
  return '-';
}

/** Everything that a path can hold after a loss of power, each once, sorted. */
function holdings(model: PersistenceName, path: string, ...changes: readonly Change[]): readonly string[] {
  return [...new Set(statesOf(model, ...changes).map(({ volume }) => at(volume, path)))].sort();
}

function touched({ volume }: CrashState): boolean {
  return volume.nodes.get(inodes.marker)?.mtimeMs !== 0;
}

describe('under either model', () => {
  describe.each(persistenceNames)('%s', model => {
    it('a run that does nothing leaves the world as it was', () => {
      const [only, ...others] = statesOf(model);
      expect(others).toEqual([]);
      expect(only?.fingerprint).toBe(fingerprint(before));
    });

    it('the whole protocol leaves the old target or the new one, and a fresh marker only beside the new', () => {
      expect(holdings(model, '/target', ...wholeProtocol)).toEqual(['new!', 'old']);
      for (const state of statesOf(model, ...wholeProtocol)) {
        const isNew = at(state.volume, '/target') === 'new!';
        if (touched(state)) expect(isNew).toBe(true);
        if (state.afterAll !== undefined) expect(isNew).toBe(true);
      }
    });

    it('every prefix of a run is a state, and so is what it was before and what it is in the end', () => {
      for (let length = 0; length <= wholeProtocol.length; length++) {
        const ledger = new Ledger(before);
        for (const change of wholeProtocol.slice(0, length)) ledger.enter(change, '');
        const volume = ledger.volume();
        // The account keeps no times of writes.
        const found = statesOf(model, ...wholeProtocol).map(({ volume: made }) => untimed(made));
        expect(found).toContain(untimed(volume));
      }
    });

    it('a write can be there in part: 1 byte, 3, half of it, or up to the end of a page', () => {
      const text = 'a'.repeat(10_000);
      const lengths = holdings(model, '/new', does.create(), does.write(text)).map(each => each.length);
      expect(new Set(lengths)).toEqual(new Set([0, 1, 3, 4096, 5000, 8192, 10_000]));
    });

    it('what sync has returned for is there, whatever it was', () => {
      const done = [does.create(), does.write('new!'), does.chmod(), does.rename(), does.sync()];
      for (const state of statesOf(model, ...done)) {
        if (state.afterAll !== undefined) expect(at(state.volume, '/target')).toBe('new!');
      }
      const after = statesOf(model, ...done).filter(({ afterAll }) => afterAll !== undefined);
      expect(after).toHaveLength(1);
    });

    it('fdatasync saves the bytes and not the mode', () => {
      const kept = statesOf(
        model,
        does.write('NEW', 0, inodes.target),
        does.chmod(inodes.target),
        does.fdatasync(inodes.target),
      );
      const after = kept.filter(({ afterAll }) => afterAll !== undefined);
      expect(new Set(after.map(({ volume }) => at(volume, '/target')))).toEqual(new Set(['NEW']));
    });

    it('bytes written over older ones may be there in part, or not at all', () => {
      const found = holdings(model, '/target', does.write('NEWER', 0, inodes.target));
      expect(found).toEqual(expect.arrayContaining(['old', 'NEW', 'NEWER', 'Nld']));
    });

    it('the shortest way to a state has the operations that it needs, and none after them', () => {
      for (const { way, volume } of statesOf(model, ...wholeProtocol)) {
        if (touched({ volume } as CrashState)) expect(way.operations).toBe(wholeProtocol.length);
        if (fingerprint(volume) === fingerprint(before))
          expect(way).toMatchObject({ operations: 0, lost: 0 });
      }
    });
  });
});

function untimed(volume: Volume): string {
  const nodes = new Map([...volume.nodes].map(([inode, node]) => [inode, { ...node, mtimeMs: 0 }]));
  return fingerprint({ ...volume, nodes });
}

describe('ext4 with data=ordered', () => {
  const ext4 = 'ext4-ordered';
  const unsynced = [does.create(), does.write('new!'), does.chmod()];

  it('waits for the bytes of a file that replaces another', () => {
    expect(holdings(ext4, '/target', ...unsynced, does.rename())).toEqual(['new!', 'old']);
  });

  it('does not wait for them when the new name was free: the file is there and empty', () => {
    const found = holdings(ext4, '/free', ...unsynced, does.rename('new', 'free'));
    expect(found).toEqual(expect.arrayContaining(['-', '', 'new!']));
    expect(found).not.toContain('....');
  });

  it('never shows bytes that a write has not put there', () => {
    expect(holdings(ext4, '/new', ...unsynced).filter(text => text.includes('.'))).toEqual([]);
    expect(holdings(ext4, '/target', does.write('more', 10, inodes.target))).toEqual([
      'old',
      'old.......m',
      'old.......mo',
      'old.......mor',
      'old.......more',
    ]);
  });

  it('keeps names, modes and times in their order', () => {
    const states = statesOf(ext4, does.create(), does.rename(), does.touch());
    for (const state of states) if (touched(state)) expect(at(state.volume, '/target')).toBe('');
    const late = statesOf(ext4, does.create(), does.chmod(), does.rename());
    for (const { volume } of late)
      if (at(volume, '/target') === '') expect(volume.nodes.get(inodes.made)?.mode).toBe(0o644);
  });

  it('shows either both halves of a rename or none', () => {
    for (const { volume } of statesOf(ext4, does.create(), does.rename('new', 'free')))
      expect([at(volume, '/new'), at(volume, '/free')]).not.toEqual(['', '']);
  });

  it('puts what the journal has before a synced file on disk with it', () => {
    const states = statesOf(ext4, does.touch(), does.create(), does.write('x'), does.fsync());
    for (const state of states) if (state.afterAll !== undefined) expect(touched(state)).toBe(true);
  });

  it('lets a file that was emptied be found empty, but never a new beginning over an old end', () => {
    const found = holdings(ext4, '/target', does.truncate(inodes.target), does.write('N', 0, inodes.target));
    expect(found).toEqual(['', 'N', 'old']);
  });

  it('does not empty a file without telling by its time', () => {
    for (const { volume } of statesOf(ext4, does.truncate(inodes.target))) {
      if (at(volume, '/target') === '') expect(volume.nodes.get(inodes.target)?.mtimeMs).toBe(3);
    }
  });

  it('lets a file grow from its beginning', () => {
    const found = holdings(ext4, '/new', does.create(), does.write('ab'), does.write('cd', 2));
    expect(found).toEqual(['', '-', 'a', 'ab', 'abc', 'abcd']);
  });
});

describe('posix', () => {
  const posix = 'posix';

  it('lets the new name be there without the bytes, and the size without them', () => {
    const found = holdings(posix, '/target', does.create(), does.write('new!'), does.rename());
    expect(found).toEqual(expect.arrayContaining(['', '....', 'new!', 'old', 'n', 'n...']));
  });

  it('lets the marker be fresh and the rename be lost, until the folder is synced', () => {
    const written = [does.create(), does.write('new!'), does.fsync(), does.rename()];
    const lost = (states: readonly CrashState[]) =>
      states.some(state => touched(state) && at(state.volume, '/target') === 'old');
    expect(lost(statesOf(posix, ...written, does.touch()))).toBe(true);
    expect(lost(statesOf('ext4-ordered', ...written, does.touch()))).toBe(false);
    expect(lost(statesOf(posix, ...written, does.fsync(inodes.root), does.touch()))).toBe(false);
  });

  it('does not save a name by syncing the file', () => {
    expect(holdings(posix, '/new', does.create(), does.write('x'), does.fsync())).toContain('-');
    const after = statesOf(posix, does.create(), does.write('x'), does.fsync()).filter(
      ({ afterAll }) => afterAll,
    );
    expect(new Set(after.map(({ volume }) => at(volume, '/new')))).toEqual(new Set(['-', 'x']));
  });

  it('does not save the bytes by syncing the folder', () => {
    const after = statesOf(posix, does.create(), does.write('x'), does.fsync(inodes.root)).filter(
      ({ afterAll }) => afterAll,
    );
    expect(new Set(after.map(({ volume }) => at(volume, '/new')))).toEqual(new Set(['', '.', 'x']));
  });

  it('loses no file by a rename: the old name goes after the new one is there', () => {
    const made = [does.create(), does.write('x'), does.sync(), does.rename('new', 'free')];
    for (const { volume, afterAll } of statesOf(posix, ...made)) {
      if (afterAll !== undefined) expect([at(volume, '/new'), at(volume, '/free')]).toContain('x');
    }
    expect(
      statesOf(posix, ...made).some(
        ({ volume }) => at(volume, '/new') === 'x' && at(volume, '/free') === 'x',
      ),
    ).toBe(true);
  });

  it('lets a new beginning stand over an old end', () => {
    const found = holdings(posix, '/target', does.truncate(inodes.target), does.write('N', 0, inodes.target));
    expect(found).toEqual(['', '.', 'N', 'Nld', 'o', 'old']);
  });

  it('lets an unlink be lost, and what came before it', () => {
    expect(holdings(posix, '/target', does.unlink(), does.create('target'))).toEqual(['', '-', 'old']);
  });

  it('lets later pages of a write be there without the first', () => {
    const found = holdings(posix, '/new', does.create(), does.write(`${'a'.repeat(4096)}b`));
    expect(found).toContain(`${'.'.repeat(4096)}b`);
  });
});

/** Every set of effects, by trying them all: slow, and sure. */
function allRemainders(order: ReturnType<typeof orderOf>): ReadonlySet<bigint> {
  const found = new Set<bigint>();
  const last = order.recording.operations.length;
  for (let persisted = 0n; persisted < 1n << BigInt(order.effects.length); persisted++) {
    for (let done = 0; done <= last; done++) if (mayRemain(order, done, persisted)) found.add(persisted);
  }
  return found;
}

describe('drawn runs', () => {
  const check = (holds: (recording: Parameters<typeof orderOf>[0]) => void, numRuns: number): void =>
    fc.assert(fc.property(drawnRecording, holds), { seed, numRuns });

  it.each(persistenceNames)('give all states that the order of %s allows, and no other', model => {
    check(recording => {
      const order = orderOf(recording, persistenceModels[model]);
      fc.pre(order.effects.length <= 11);
      const { states } = crashStatesOf(recording, model);
      const whole = [...states].map(({ way }) => way).filter(({ tear }) => tear === undefined);
      const all = allRemainders(order);
      for (const { persisted, operations } of whole)
        expect(mayRemain(order, operations, persisted)).toBe(true);
      const seen = new Map(states.map(state => [state.fingerprint, state]));
      for (const persisted of all) {
        const state = seen.get(fingerprintOf(recording, order, persisted));
        const operations = Math.max(
          0,
          ...order.effects.map(({ operation }, index) =>
            (persisted >> BigInt(index)) & 1n ? operation + 1 : 0,
          ),
        );
        // No set of effects leads to the state in fewer operations than the way that is told.
        expect(state?.way.operations).toBeLessThanOrEqual(operations);
      }
    }, 150);
  });

  it('have under ext4-ordered only states that posix has too', () => {
    check(recording => {
      const posix = crashStatesOf(recording, 'posix');
      fc.pre(posix.complete);
      const known = new Set(posix.states.map(state => state.fingerprint));
      for (const state of crashStatesOf(recording, 'ext4-ordered').states)
        expect(known).toContain(state.fingerprint);
      // Whatever ext4 lets be the end of a run, posix does too.
      const ends = new Set(posix.states.flatMap(({ fingerprint: key, afterAll }) => (afterAll ? [key] : [])));
      for (const { fingerprint: key, afterAll } of crashStatesOf(recording, 'ext4-ordered').states)
        if (afterAll !== undefined) expect(ends).toContain(key);
    }, 300);
  });

  it('with a sync after each operation leave what they had done, and at most the next one in part', () => {
    check(recording => {
      const synced = {
        ...recording,
        operations: recording.operations.flatMap(each => [each, { change: does.sync(), text: 'sync' }]),
      };
      for (const model of persistenceNames) {
        const { states } = crashStatesOf(synced, model);
        expect(states.filter(({ afterAll }) => afterAll !== undefined)).toHaveLength(1);
      }
    }, 100);
  });
});

function fingerprintOf(
  recording: Parameters<typeof orderOf>[0],
  order: ReturnType<typeof orderOf>,
  persisted: bigint,
): string {
  return fingerprint(plainly(recording, order, persisted));
}

/** What is on disk, worked out another way: byte by byte, file by file. */
function plainly(
  recording: Parameters<typeof orderOf>[0],
  { effects }: ReturnType<typeof orderOf>,
  persisted: bigint,
): Volume {
  const nodes = new Map(recording.before.nodes);
  for (const { change } of recording.operations)
    if (change.kind === 'create') nodes.set(change.inode, change.node);
  for (const [inode, node] of nodes) {
    const own = effects.filter(
      (effect, index) => effect.inode === inode && ((persisted >> BigInt(index)) & 1n) === 1n,
    );
    const entries = effects.filter(
      (effect, index) =>
        effect.kind === 'entry' && effect.folder === inode && ((persisted >> BigInt(index)) & 1n) === 1n,
    );
    let made = node;
    for (const effect of own) {
      if (effect.kind === 'mode') made = { ...made, mode: effect.mode };
      if (effect.kind === 'time') made = { ...made, mtimeMs: effect.mtimeMs };
    }
    if (made.kind === 'folder') {
      const names = new Map(made.entries);
      for (const effect of entries) {
        if (effect.kind !== 'entry') continue;
        if (effect.to === undefined) names.delete(effect.name);
        else names.set(effect.name, effect.to);
      }
      made = { ...made, entries: names };
    }
    if (made.kind === 'file') {
      const bytes: (number | undefined)[] = [...made.bytes];
      let size = bytes.length;
      for (const effect of own) {
        if (effect.kind === 'data')
          for (const [nth, byte] of effect.bytes.entries()) bytes[effect.offset + nth] = byte;
        if (effect.kind === 'size') size = effect.size;
        if (effect.kind === 'cut') {
          bytes.length = Math.min(bytes.length, size, effect.size);
          size = effect.size;
        }
      }
      made = { ...made, bytes: Uint8Array.from({ length: size }, (_, nth) => bytes[nth] ?? 0) };
    }
    nodes.set(inode, made);
  }
  return { root: recording.before.root, nodes };
}

describe('a run that does too much to be gone through', () => {
  it('is told from others, and has every prefix, and its operations left out one by one', () => {
    const writes = Array.from({ length: 40 }, (_, nth) => does.write('w', nth));
    const { states, complete } = crashStatesOf(
      recordingOf(does.create(), ...writes, does.rename('new', 'free')),
      'posix',
    );
    expect(complete).toBe(false);
    const lengths = new Set(states.map(({ volume }) => at(volume, '/new').length));
    for (let length = 1; length <= 40; length++) expect(lengths).toContain(length);
    expect(states.some(({ volume }) => /^w+\.w+$/.test(at(volume, '/free')))).toBe(true);
    expect(states.some(({ volume }) => at(volume, '/free') === '')).toBe(true);
  });

  it('never has left out what a sync had put on disk', () => {
    const writes = Array.from({ length: 40 }, (_, nth) => does.write('w', nth));
    const { states } = crashStatesOf(
      recordingOf(does.create(), does.write('first'), does.sync(), ...writes, does.chmod()),
      'posix',
    );
    for (const { volume, way } of states) if (way.operations > 3) expect(at(volume, '/new')).not.toBe('-');
  });
});

it('of two ways to a state the one with fewer operations is told, and of two after the run the one that lost less', () => {
  const twice = statesOf('posix', does.create(), does.chmod(), does.chmod());
  const closed = twice.find(
    ({ volume }) => at(volume, '/new') === '' && volume.nodes.get(inodes.made)?.mode === 0o644,
  );
  expect(closed?.way).toMatchObject({ operations: 2, lost: 0 });
  expect(closed?.afterAll).toMatchObject({ operations: 3, lost: 0 });
});

it('one file by two names is not taken for two files that hold the same', () => {
  const two = new Ledger(before);
  two.enter(does.create('second'), '');
  two.enter(does.write('old'), '');
  two.enter(does.chmod(), '');
  const one = new Ledger(before);
  one.enter({ kind: 'link', inode: inodes.target, at: slot('second') }, '');
  expect(at(one.volume(), '/second')).toBe(at(two.volume(), '/second'));
  expect(untimed(one.volume())).not.toBe(untimed(two.volume()));
});
