import type { TracedCall } from '../../stage.ts';
import type { Description } from './descriptions.ts';

/** What the kernel keeps of a process that decides what its calls on files mean. */
export interface ProcessState {
  folder: string;
  umask: number;
  /** Open files of the world, by descriptor; others are not kept. */
  readonly descriptors: Map<number, Description>;
}

const makesProcess = new Set(['clone', 'clone3', 'fork', 'vfork']);

interface Birth {
  readonly parent: number;
  readonly sharesFiles: boolean;
  readonly sharesFolder: boolean;
}

/** Who made whom, over a whole trace: a child's first calls may stand before the call that made it. */
function births(calls: readonly TracedCall[]): ReadonlyMap<number, Birth> {
  const found = new Map<number, Birth>();
  for (const { call, pid, result, text } of calls) {
    if (!makesProcess.has(call) || result === undefined || result <= 0) continue;
    found.set(result, {
      parent: pid,
      sharesFiles: text.includes('CLONE_FILES'),
      sharesFolder: text.includes('CLONE_FS'),
    });
  }
  return found;
}

/** The processes of a traced run, each with its own descriptors, or with those of who made it. */
export class ProcessTable {
  constructor(calls: readonly TracedCall[], first: Pick<ProcessState, 'folder' | 'umask'>) {
    this.#births = births(calls);
    this.#first = first;
  }

  readonly #births: ReadonlyMap<number, Birth>;
  readonly #first: Pick<ProcessState, 'folder' | 'umask'>;
  readonly #states = new Map<number, ProcessState>();

  /** The state of a process; what it inherits is what its maker has at this moment. */
  of(pid: number): ProcessState {
    const known = this.#states.get(pid);
    if (known !== undefined) return known;
    const birth = this.#births.get(pid);
    const state = birth === undefined ? { ...this.#first, descriptors: new Map() } : this.#born(birth);
    this.#states.set(pid, state);
    return state;
  }

  #born({ parent, sharesFiles, sharesFolder }: Birth): ProcessState {
    const maker = this.of(parent);
    // A thread is the process that it belongs to.
    if (sharesFiles && sharesFolder) return maker;
    return { ...maker, descriptors: sharesFiles ? maker.descriptors : new Map(maker.descriptors) };
  }
}
