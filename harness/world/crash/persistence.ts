import type { Change, Operation } from '../../recording.ts';
import type { Effect } from './effects.ts';

/** The models there are; the first is the default. */
export const persistenceNames = ['ext4-ordered', 'posix'] as const;
export type PersistenceName = (typeof persistenceNames)[number];

type Sync = Extract<Change, { readonly kind: 'fsync' | 'fdatasync' | 'sync' }>;

/**
 * What a file system promises of the order in which effects reach the disk. Everything else may happen: any effects that
 * keep these promises can be what is found after a loss of power.
 */
export interface PersistenceModel {
  readonly name: PersistenceName;
  /** For each effect the others, by number, that are on disk whenever it is. */
  requires(effects: readonly Effect[], operations: readonly Operation[]): readonly (readonly number[])[];
  /** Whether a sync, once it has returned, has put an effect that came before it on disk. */
  forces(sync: Sync, effect: Effect): boolean;
  /** Whether pages of one write reach the disk in any order, or from the first to the last. */
  readonly pagesInAnyOrder: (effect: Effect) => boolean;
}

function ofContent(effect: Effect): boolean {
  return effect.kind === 'data' || effect.kind === 'size' || effect.kind === 'cut';
}

/**
 * POSIX, strictly: what no sync ordered may be on disk or not, in any order. fsync(file) makes content, mode, owner and
 * times of the file durable, not its name; fdatasync the content; fsync(folder) its entries; sync everything (Linux
 * waits for it, sync(2)). One thing is assumed: a renamed file does not lose its old name before it has its new one.
 */
const posix: PersistenceModel = {
  name: 'posix',
  requires: effects => {
    const required = effects.map((): number[] => []);
    effects.forEach((effect, index) => {
      const previous = effects[index - 1];
      const removes = effect.kind === 'entry' && effect.to === undefined;
      // The two halves of a rename: nothing else makes two entries of which the second goes.
      if (removes && previous?.operation === effect.operation) required[index]?.push(index - 1);
    });
    return required;
  },
  forces: (sync, effect) => {
    switch (sync.kind) {
      case 'sync':
        return true;
      case 'fsync':
        return effect.kind === 'entry' ? effect.folder === sync.inode : effect.inode === sync.inode;
      case 'fdatasync':
        return effect.kind !== 'entry' && effect.inode === sync.inode && ofContent(effect);
    }
  },
  pagesInAnyOrder: () => true,
};

/**
 * ext4 with data=ordered, delayed allocation and auto_da_alloc, its defaults (ext4(5)). Of each file system:
 * - Names, modes, owners, times and truncations reach the disk in the order in which they were done (one journal), each
 *   operation whole.
 * - A size that a write made longer comes when the blocks are allocated: not before the bytes that it shows, nor before
 *   names, modes and truncations that were done earlier; as late as it likes after those that were done later. A file
 *   grows from its beginning to its end.
 * - Bytes written over older ones come whenever they like.
 * - A rename onto a name that exists waits for the bytes of the file that is renamed (auto_da_alloc). One onto a free
 *   name does not.
 * - fsync puts on disk what is the file's own, its names too, or the folder's own, and with it all that the journal has
 *   before that. fdatasync does so for the content only.
 * Of auto_da_alloc the other half, the early allocation at a close that follows a truncation, is not relied upon.
 */
const ext4Ordered: PersistenceModel = {
  name: 'ext4-ordered',
  requires: (effects, operations) => {
    const required = posix.requires(effects, operations).map(numbers => [...numbers]);
    const need = (index: number, other: number | undefined): void => {
      if (other !== undefined) required[index]?.push(other);
    };
    const journals = new Map<number, number>();
    const sizes = new Map<number, number>();
    effects.forEach((effect, index) => {
      const { inode, device } = effect;
      if (effect.kind === 'data') {
        // What a file grows by is not to be seen without its size, which is the next effect.
        if (effect.grows) need(index, index + 1);
        return;
      }
      need(index, journals.get(device));
      if (effect.kind === 'size') {
        need(index, index - 1);
        need(index, sizes.get(inode));
        sizes.set(inode, index);
        return;
      }
      journals.set(device, index);
      const change = operations[effect.operation]?.change;
      const previous = effects[index - 1];
      if (effect.kind === 'entry' && previous?.operation === effect.operation) need(index - 1, index);
      if (effect.kind === 'cut') need(index, index + 1);
      if (change?.kind !== 'rename' || change.replaced === undefined) return;
      effects.slice(0, index).forEach((other, earlier) => {
        if (other.inode === change.inode && ofContent(other)) need(index, earlier);
      });
    });
    return required;
  },
  forces: (sync, effect) =>
    posix.forces(sync, effect) || (sync.kind === 'fsync' && effect.inode === sync.inode),
  pagesInAnyOrder: effect => effect.kind === 'data' && !effect.grows,
};

/** The persistence models by name. */
export const persistenceModels: Readonly<Record<PersistenceName, PersistenceModel>> = {
  'ext4-ordered': ext4Ordered,
  posix,
};
