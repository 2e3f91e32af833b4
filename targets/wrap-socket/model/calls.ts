import { DiskError } from '../../../harness/world/disk-error.ts';
import type { CallRecord } from '../observation.ts';
import { type Fault, socketDir } from '../scenario.ts';

/** So many calls without getting on: it goes on for ever. */
const mostCalls = 60_000;
const failing = new Set([
  'mkdir',
  'readdir',
  'chmod',
  'chown',
  'bind',
  'listen',
  'accept',
  'credentials',
  'unlink',
]);

/** The server does not come back to the machine: it goes on for ever. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

/** Lets a planned fault happen: the error of a call, undefined where it goes well. */
export type Inject = (call: string, nth: number, faults: readonly Fault[]) => string | undefined;

export const inject: Inject = (call, nth, faults) =>
  faults.find(fault => fault.call === call && (fault.lasting ? nth >= fault.nth : nth === fault.nth))?.code;

/** The calls of a server, counted, and failing where that is planned. */
export class Calls {
  constructor(faults: readonly Fault[], injecting: Inject) {
    this.#faults = faults;
    this.#inject = injecting;
  }

  readonly #faults: readonly Fault[];
  readonly #inject: Inject;
  readonly #counts = new Map<string, number>();
  #sinceProgress = 0;
  /** All of them. */
  made = 0;
  /** Those that faults can be planned for. */
  readonly records: CallRecord[] = [];

  /** @throws Stuck when there are too many without progress */
  do<T>(name: string, act: () => T): T {
    this.made += 1;
    this.#sinceProgress += 1;
    if (this.#sinceProgress > mostCalls) throw new Stuck('it makes calls without end');
    return failing.has(name) ? this.#mayFail(name, act) : act();
  }

  #mayFail<T>(name: string, act: () => T): T {
    const nth = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, nth);
    const code = this.#inject(name, nth, this.#faults);
    try {
      if (code !== undefined) throw new DiskError(code, name, socketDir);
      const value = act();
      this.records.push({ call: name, code: null });
      return value;
    } catch (error) {
      this.records.push({ call: name, code: error instanceof DiskError ? error.code : 'none' });
      throw error;
    }
  }

  /** The server gets on. */
  progress(): void {
    this.#sinceProgress = 0;
  }

  /** Whether accepting fails from now on, whoever comes. */
  get acceptsNobody(): boolean {
    const came = this.#counts.get('accept') ?? 0;
    return this.#faults.some(({ call, lasting, nth }) => call === 'accept' && lasting && came + 1 >= nth);
  }
}
