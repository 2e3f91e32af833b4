import type { Output, ProgramEnd, Start } from '../../stage.ts';
import { KeptProcess } from './kept-process.ts';
import { type KeptOptions, type KeptProgram, type KeptRan, usualLimitMs } from './kept-program.ts';
import { LeftBehind } from './left-behind.ts';
import { readAnswer, type ServeAnswer } from './serve-answer.ts';
import { Turn } from './turn.ts';

const nothing: Output = { text: '', cut: false };
/** A byte of output takes at most so many characters of JSON, as in "\u0000"; and room for the rest of an answer. */
const charactersAByte = 6;
const restOfAnswer = 65_536;

interface Kept {
  readonly process: KeptProcess;
  /** The end of what it wrote to standard error. */
  log: string;
  /** Known once it has answered: what it needs running beside itself runs then. */
  left: LeftBehind | undefined;
}

/** A program that answers requests, one JSON line each. */
export class ServeProgram implements KeptProgram {
  constructor(options: KeptOptions<'serve'>) {
    this.#options = options;
  }

  readonly #options: KeptOptions<'serve'>;
  readonly #turn = new Turn();
  #kept: Kept | undefined;
  #requests = 0;

  start(start: Start): Promise<KeptRan> {
    return this.#turn.take(() => this.#run(start));
  }

  async #run({
    arguments: args,
    environment,
    folder,
    umask,
    limitMs = usualLimitMs,
  }: Start): Promise<KeptRan> {
    if (this.#kept?.process.usable === false) await this.#close();
    this.#kept ??= this.#open();
    const kept = this.#kept;
    if (kept.process.unasked > 0)
      return await this.#broken(kept, 'it wrote a line that nobody had asked for');
    this.#requests += 1;
    const id = this.#requests;
    kept.process.send(
      `${JSON.stringify({ id, arguments: args, environment, folder, umask: umask ?? process.umask() })}\n`,
    );
    const { memoryBytes } = this.#options.limits;
    const happened = await kept.process.next({ limitMs, memoryBytes });
    if (happened.kind === 'end') return await this.#over(kept, happened.end);
    const answer = readAnswer(happened.text, id);
    if (typeof answer === 'string') return await this.#broken(kept, answer);
    return await this.#answered(kept, answer);
  }

  async #answered(kept: Kept, { status, out, err, features }: ServeAnswer): Promise<KeptRan> {
    const limitBytes = this.#options.limits.outputBytes;
    const [cutOut, cutErr] = [cutTo(out, limitBytes), cutTo(err, limitBytes)];
    let leftBehind = 0;
    if (kept.left === undefined) kept.left = new LeftBehind(kept.process.family);
    else if (kept.left.suspected()) leftBehind = await kept.left.end();
    const end: ProgramEnd =
      cutOut.cut || cutErr.cut ? { kind: 'flooded', limitBytes } : { kind: 'exited', status };
    return { end, out: cutOut, err: cutErr, leftBehind, ...(features !== undefined && { features }) };
  }

  async #broken(kept: Kept, reason: string): Promise<KeptRan> {
    return await this.#over(kept, { kind: 'broken-protocol', reason });
  }

  /** The program is gone, or no good any more: its log is what it has to say. */
  async #over(kept: Kept, end: ProgramEnd): Promise<KeptRan> {
    await this.#close();
    const { outputBytes } = this.#options.limits;
    const told = end.kind === 'flooded' ? { ...end, limitBytes: outputBytes } : end;
    return { end: told, out: nothing, err: cutTo(kept.log, outputBytes), leftBehind: 0 };
  }

  #open(): Kept {
    const { source, wrap, environment, privateFolder, limits } = this.#options;
    const process = new KeptProcess(wrap(source.words), {
      environment,
      folder: privateFolder,
      stdio: ['pipe', 'pipe', 'pipe'],
      answers: 1,
      lineBytes: 2 * charactersAByte * limits.outputBytes + restOfAnswer,
    });
    const kept: Kept = { process, log: '', left: undefined };
    process.errors?.setEncoding('utf8').on('data', (text: string) => {
      kept.log = (kept.log + text).slice(-limits.outputBytes);
    });
    return kept;
  }

  async #close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    await kept?.process.kill();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#turn.take(() => this.#close());
  }
}

function cutTo(text: string, bytes: number): Output {
  if (text.length * 3 <= bytes) return { text, cut: false };
  const all = Buffer.from(text);
  return all.length <= bytes
    ? { text, cut: false }
    : { text: all.subarray(0, bytes).toString('utf8'), cut: true };
}
