import { setImmediate } from 'node:timers/promises';
import type { AnyTarget } from '../../target.ts';
import type { ExploreOptions } from '../explore.ts';
import { type LoadedSubject, modelOf, type SubjectSource } from '../subject.ts';
import { Chooser } from './chooser.ts';

/** What choosing needs of the worker process that it happens in. */
export interface Surroundings {
  /** Says that candidates are run from now on. */
  begin(): void;
  /** Notes which candidate is about to be run, so that it outlives this process. */
  note(candidate: number): void;
  /** A candidate was chosen: what is run next is its run, for real. */
  chosen(run: number, candidate: number): void;
  /** Says that candidates are being run, if it is time to; whether it was. */
  alive(): boolean;
  /** Whether to choose no more. */
  stopped(): boolean;
}

interface Choosing {
  readonly subject: SubjectSource;
  readonly seed: number;
  readonly examples: boolean;
  readonly lost: ReadonlyMap<number, string>;
}

/** The choosers of one worker process: each goes on from where it was, whichever stretch asks. */
export class Choosers {
  readonly #choosers = new Map<string, Promise<Chooser<unknown, unknown>>>();

  /** How the runs of a subject get their scenarios; undefined where each gets the one that is drawn for it. */
  choose(
    { target }: LoadedSubject,
    { subject, seed, examples, lost }: Choosing,
    surroundings: Surroundings,
  ): ExploreOptions['choose'] | undefined {
    if (subject.real?.fidelity !== 'container') return undefined;
    const { begin, note, chosen, alive, stopped } = surroundings;
    return async run => {
      const chooser = await this.#chooser(target, { subject, seed, examples });
      if (!chooser.knows(run)) begin();
      const choice = await chooser.choose(run, {
        lost,
        looking: note,
        pause: async () => {
          if (alive()) await setImmediate();
          return stopped();
        },
      });
      if (choice !== undefined) chosen(run, choice.candidate);
      return choice;
    };
  }

  #chooser(
    target: AnyTarget,
    { subject, seed, examples }: Omit<Choosing, 'lost'>,
  ): Promise<Chooser<unknown, unknown>> {
    const key = JSON.stringify([subject, seed, examples]);
    const chooser =
      this.#choosers.get(key) ??
      modelOf(target, subject.implementation).then(model => new Chooser(target, model, { seed, examples }));
    this.#choosers.set(key, chooser);
    return chooser;
  }
}
