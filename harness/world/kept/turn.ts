/** Lets one caller in at a time, in the order they came. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(act, act);
    this.#last = mine.catch(() => {});
    return mine;
  }
}
