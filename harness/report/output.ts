/** Where a reporter writes. */
export interface Output {
  /** @throws when the other side is gone (EPIPE) or full (ENOSPC) */
  write(text: string): unknown;
  /** Width in columns, where it is a terminal. May change. */
  readonly columns?: number | undefined;
  /** Height in lines, where it is a terminal. May change. */
  readonly rows?: number | undefined;
  readonly isTTY?: boolean | undefined;
  /** Resolves when everything written has left the process. */
  flush?(): Promise<void>;
}

/** An output of this process. Node reports a closed pipe as an event, after the write: here it fails the next write. */
class ProcessOutput implements Output {
  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    stream.on('error', error => {
      this.#failed = error;
    });
  }

  readonly #stream: NodeJS.WriteStream;
  #failed: Error | undefined;

  get columns(): number | undefined {
    return this.#stream.columns;
  }

  get rows(): number | undefined {
    return this.#stream.rows;
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  write(text: string): void {
    if (this.#failed) throw this.#failed;
    this.#stream.write(text);
  }

  flush(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write('', error => (error ? reject(error) : resolve()));
    });
  }
}

const outputs = new Map<string, Output>();

/** Standard output or standard error as an `Output`: the one place where reporters touch them. */
export function processOutput(name: 'stdout' | 'stderr'): Output {
  const known = outputs.get(name);
  if (known) return known;
  const output = new ProcessOutput(process[name]);
  outputs.set(name, output);
  return output;
}

/** Does something when this process ends by itself. Returns how to call it off. */
export function whenProcessEnds(action: () => void): () => void {
  process.once('exit', action);
  return () => {
    process.off('exit', action);
  };
}
