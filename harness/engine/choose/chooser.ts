import type { Implementation, Target } from '../../target.ts';
import { type DrawOptions, draw } from '../draw.ts';
import { type Look, look, lookOfLost } from './look.ts';
import { Reached } from './reached.ts';

/** The scenario of one run that is worth a container, and those among which it was chosen: numbers of drawn scenarios. */
export interface Choice {
  readonly candidate: number;
  /** The first that was looked at for this run. */
  readonly from: number;
  /** The first that was not. */
  readonly to: number;
}

/** Where every run gets the scenario that is drawn for it. */
export function inTurn(run: number): Choice {
  return { candidate: run, from: run, to: run + 1 };
}

/** How choosing is watched: candidates are run in process, and one may take its process down. */
export interface Watch {
  /** Candidates that took a process down, and how. They are not run again. */
  readonly lost: ReadonlyMap<number, string>;
  /** Called before a candidate is run. */
  looking?(candidate: number): void;
  /** Called between two candidates; true: choose no more. */
  pause?(): Promise<boolean>;
}

/** So many candidates are looked at for one run, if none of them reaches anything new. */
const window = 24;

interface Candidate {
  readonly number: number;
  readonly look: Look;
  readonly rarity: number;
}

/**
 * Chooses scenarios for runs that are dear. The drawn scenarios are candidates in their order, the examples first, and
 * are run in process. Chosen is every example, and each candidate that reaches a label, a pair of labels, a feature or a
 * verdict that no chosen one had, or whose verdict is not that of an earlier one with the same labels and features; of
 * candidates of which none does, the one whose rarest mark was chosen least. What containers say plays no part: which
 * scenario a run gets depends on the target, the model, the seed and the run's number alone, in any process.
 */
export class Chooser<S, O> {
  constructor(target: Target<S, O>, model: Implementation<S, O>, options: DrawOptions) {
    this.#target = target;
    this.#model = model;
    this.#options = options;
  }

  readonly #target: Target<S, O>;
  readonly #model: Implementation<S, O>;
  readonly #options: DrawOptions;
  readonly #reached = new Reached();
  /** Of each run so far: its candidate, and the first that was not looked at for it. */
  readonly #candidates: number[] = [];
  readonly #ends: number[] = [];
  #next = 0;
  #best: Candidate | undefined;

  /** Whether the scenario of this run is known without running anything. */
  knows(run: number): boolean {
    return run < this.#candidates.length;
  }

  /**
   * The scenario of a run.
   * @returns undefined when it was told to choose no more
   * @throws HarnessFault when a candidate can't be run in process by the harness's own fault
   */
  async choose(run: number, watch: Watch): Promise<Choice | undefined> {
    while (!this.knows(run)) {
      if (await watch.pause?.()) return undefined;
      await this.#consider(watch);
    }
    const from = this.#ends[run - 1] ?? 0;
    return { candidate: this.#candidates[run] ?? from, from, to: this.#ends[run] ?? from };
  }

  async #consider(watch: Watch): Promise<void> {
    const number = this.#next;
    const seen = await this.#look(number, watch);
    this.#next++;
    const { examples } = this.#target.scenario;
    const disagrees = this.#reached.disagrees(seen);
    const isExample = this.#options.examples && number < examples.length;
    // One that proves nothing is taken only where there is nothing else.
    const rarity = seen.rejected ? Number.POSITIVE_INFINITY : this.#reached.rarity(seen);
    const candidate = { number, look: seen, rarity };
    if (!seen.rejected && (isExample || disagrees || rarity === 0)) return this.#take(candidate);
    if (this.#best === undefined || rarity < this.#best.rarity) this.#best = candidate;
    if (this.#next - (this.#ends.at(-1) ?? 0) >= window) this.#take(this.#best);
  }

  async #look(number: number, { lost, looking }: Watch): Promise<Look> {
    const scenario = draw(this.#target.scenario, number, this.#options).value;
    const how = lost.get(number);
    if (how !== undefined) return lookOfLost(this.#target, scenario, how);
    looking?.(number);
    return look(this.#target, this.#model, scenario);
  }

  #take({ number, look: taken }: Candidate): void {
    this.#reached.chose(taken);
    this.#candidates.push(number);
    this.#ends.push(this.#next);
    this.#best = undefined;
  }
}
