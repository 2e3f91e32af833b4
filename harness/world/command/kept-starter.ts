import type { ProgramSource, Ran, Start } from '../../stage.ts';
import { type Containment, findContainment } from '../containment/containment.ts';
import type { Words } from '../containment/words.ts';
import { type KeptProgram, openBash, openServe } from '../kept/kept-program.ts';
import type { Worlds } from '../workspace/worlds.ts';
import { asWhom } from './as-whom.ts';
import type { RealSettings } from './real-settings.ts';
import type { Starter } from './starter.ts';

type KeptSource = Exclude<ProgramSource, { readonly kind: 'cmd' }>;

/** A program kept open can't change who it is: one is kept for each identity, and so many at once. */
const most = 8;

interface Kept extends AsyncDisposable {
  readonly program: KeptProgram;
}

/** Keeps a program open and hands it one start after the other. */
export class KeptStarter implements Starter {
  constructor(source: KeptSource, settings: RealSettings, worlds: Worlds) {
    this.#source = source;
    this.#settings = settings;
    this.#worlds = worlds;
    this.#containment = findContainment(settings.containment);
  }

  readonly #source: KeptSource;
  readonly #settings: RealSettings;
  readonly #worlds: Worlds;
  readonly #containment: Containment;
  /** By identity, the one that was used last at the end. */
  readonly #kept = new Map<string, Kept>();

  async start(start: Start): Promise<Ran> {
    const wish = notGiven(start);
    if (wish !== undefined) {
      const reason = `a program that is kept open can't ${wish}; use cmd:`;
      return { end: { kind: 'not-started', reason }, out: none, err: none, leftBehind: 0, calls: [] };
    }
    const { program } = await this.#keptFor(start.identity);
    const limitMs = start.limitMs ?? this.#settings.limitMs;
    return { ...(await program.start({ ...start, limitMs })), calls: [] };
  }

  async #keptFor(identity: Start['identity']): Promise<Kept> {
    const key = JSON.stringify(identity ?? null);
    const kept = this.#kept.get(key) ?? (await this.#open(identity));
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(oldest);
      await old[Symbol.asyncDispose]();
    }
    return kept;
  }

  async #open(identity: Start['identity']): Promise<Kept> {
    const folder = this.#worlds.next();
    const confinement = { writable: [this.#worlds.folder], folder: folder.folder };
    const cell = await this.#containment.enter(confinement);
    const { outputBytes, memoryBytes } = this.#settings;
    const options = {
      wrap: (words: Words): Words => cell.wrap(asWhom(identity, words)),
      splitIds: identity !== undefined && areSplit(identity),
      environment: { PATH: ['/usr/bin', '/bin', ...this.#settings.path].join(':'), LC_ALL: 'C' },
      privateFolder: folder.folder,
      limits: { outputBytes, memoryBytes },
    };
    const { kind } = this.#source;
    const program =
      kind === 'serve'
        ? openServe({ ...options, source: this.#source })
        : openBash({ ...options, source: this.#source });
    const close = async (): Promise<void> => {
      await program[Symbol.asyncDispose]();
      cell.kill();
      folder[Symbol.dispose]();
    };
    return { program, [Symbol.asyncDispose]: close };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#kept.values()];
    this.#kept.clear();
    for (const kept of all) await kept[Symbol.asyncDispose]();
  }
}

const none = { text: '', cut: false } as const;

function notGiven({ trace, processName, attend }: Start): string | undefined {
  if (trace !== undefined) return 'be given its system calls traced';
  if (processName !== undefined) return 'be given a name of its own';
  return attend === undefined ? undefined : 'be attended while it stays';
}

function areSplit({ uid, gid }: NonNullable<Start['identity']>): boolean {
  return uid.real !== uid.effective || gid.real !== gid.effective;
}
