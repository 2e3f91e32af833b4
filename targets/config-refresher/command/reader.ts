import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Entry } from '../observation.ts';
import { codeOf, lookAt, type Seen } from './look.ts';
import type { RealPaths } from './real-paths.ts';

/** What the kernel said of the target's folder: the name that something happened to, in order. */
type Event = 'target' | 'marker';

/** Longest time that the kernel may take to say what has happened already, in ms. */
const flushLimitMs = 1000;
const lastName = '.seatrial-last';

/**
 * A reader of the target beside the refresher, as any other program could be: looks whenever the kernel says that
 * something happened to its name (inotify(7)). What it finds was there; what it missed may have been there too.
 */
export class Reader {
  constructor({ root, target, marker }: RealPaths) {
    this.#root = root;
    this.#target = target;
    this.#folder = dirname(target);
    this.#names = new Map([[basename(target), 'target']]);
    if (dirname(marker) === this.#folder) this.#names.set(basename(marker), 'marker');
    this.first = this.#look();
    this.#last = this.first;
    this.#watch();
  }

  readonly #root: string;
  readonly #target: string;
  readonly #folder: string;
  readonly #names: Map<string, Event>;
  readonly #events: Event[] = [];
  #watcher: fs.FSWatcher | undefined;
  #flushed: (() => void) | undefined;
  readonly first: Seen | undefined;
  #last: Seen | undefined;
  /** What the target was after `first`, as far as it was seen. */
  readonly later: (Entry | undefined)[] = [];

  #watch(): void {
    try {
      this.#watcher = fs.watch(this.#folder, (_kind, name) => this.#happened(name));
      // A reader that can't go on looking has seen what it has seen.
      this.#watcher.on('error', () => undefined);
    } catch (error) {
      // No folder, or no watch to be had: then only the end is seen.
      if (!['ENOENT', 'ENOSPC', 'EMFILE'].includes(codeOf(error) ?? '')) throw error;
    }
  }

  #happened(name: string | null): void {
    if (name === lastName) this.#flushed?.();
    const event = this.#names.get(name ?? '');
    if (event === undefined) return;
    this.#events.push(event);
    this.#take();
  }

  #look(): Seen | undefined {
    return lookAt(this.#root, this.#target);
  }

  /** Looks, and keeps what is new. */
  #take(): void {
    try {
      const seen = this.#look();
      if (same(seen, this.#last)) return;
      this.#last = seen;
      this.later.push(seen?.entry);
    } catch {
      // Hidden from this reader, or not to be had this moment: nothing was seen.
    }
  }

  /**
   * Waits until everything that happened so far is known, and stops looking.
   * @returns whether the marker was last changed before anything happened to the target; false: not known either
   */
  async close(): Promise<{ readonly markerCameFirst: boolean }> {
    const complete = await this.#flush();
    this.#watcher?.close();
    const target = this.#events.indexOf('target');
    const marker = this.#events.lastIndexOf('marker');
    return { markerCameFirst: complete && marker >= 0 && target > marker };
  }

  /** Makes an event that can only come last. @returns whether it came */
  async #flush(): Promise<boolean> {
    if (this.#watcher === undefined) return false;
    const last = join(this.#folder, lastName);
    let timer: NodeJS.Timeout | undefined;
    try {
      const came = new Promise<boolean>(resolve => {
        this.#flushed = () => resolve(true);
        timer = setTimeout(() => resolve(false), flushLimitMs);
      });
      fs.closeSync(fs.openSync(last, 'wx'));
      return await came;
    } catch {
      // Nothing can be made in the folder: then nobody has changed anything in it, or it went away.
      return false;
    } finally {
      clearTimeout(timer);
      fs.rmSync(last, { force: true });
    }
  }
}

function same(one: Seen | undefined, other: Seen | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const { stats } = one;
  return (
    stats.ino === other.stats.ino &&
    stats.mtimeNs === other.stats.mtimeNs &&
    stats.ctimeNs === other.stats.ctimeNs &&
    stats.size === other.stats.size
  );
}
