import { setImmediate as nextTurn } from 'node:timers/promises';

/** Turns in a row without anything happening after which nothing will. */
const calmTurns = 2;
const manyTurns = 20_000;

/** Beats with everything that happens in a model. */
export class Pulse {
  #beats = 0;

  beat(): void {
    this.#beats += 1;
  }

  /** Waits until nothing happens any more without time passing. */
  async settle(): Promise<void> {
    let last = this.#beats;
    for (let calm = 0, turns = 0; calm < calmTurns && turns < manyTurns; turns++) {
      await nextTurn();
      calm = this.#beats === last ? calm + 1 : 0;
      last = this.#beats;
    }
  }
}
