import { StringDecoder } from 'node:string_decoder';

/** Lines of a program's output as they come, for one who asks for the next. */
export class LineQueue {
  readonly #decoder = new StringDecoder('utf8');
  readonly #lines: string[] = [];
  #partial = '';
  #ended = false;
  #wake: () => void = () => {};

  hear(data: Buffer): void {
    const [first = '', ...rest] = this.#decoder.write(data).split('\n');
    this.#partial += first;
    for (const line of rest) {
      this.#lines.push(this.#partial);
      this.#partial = line;
    }
    this.#wake();
  }

  /** No more will come. What stands behind the last line end is no line. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /**
   * The next line; undefined when there will be none, or none came in time. One may ask at a time.
   * @param withinMs default: without end
   */
  async next(withinMs?: number): Promise<string | undefined> {
    if (this.#lines.length === 0 && !this.#ended) {
      let late: NodeJS.Timeout | undefined;
      await new Promise<void>(resolve => {
        this.#wake = () => (this.#lines.length > 0 || this.#ended) && resolve();
        if (withinMs !== undefined) late = setTimeout(resolve, withinMs);
      });
      clearTimeout(late);
      this.#wake = () => {};
    }
    return this.#lines.shift();
  }
}
