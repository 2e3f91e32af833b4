import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as checkPhase } from 'node:timers/promises';
import type { ProgramEnd, Start } from '../../stage.ts';
import { findProgram } from '../find-program.ts';
import { carry } from './bash-environment.ts';
import { loopScript } from './bash-script.ts';
import { type Survey, survey, surveyText } from './bash-survey.ts';
import { Capture } from './capture.ts';
import { KeptProcess } from './kept-process.ts';
import { type KeptOptions, type KeptProgram, type KeptRan, usualLimitMs } from './kept-program.ts';
import { LeftBehind } from './left-behind.ts';
import { signalName } from './signal-name.ts';
import { Turn } from './turn.ts';

const none = { text: '', cut: false };
/** The shell's own notes and answers are short. */
const lineBytes = 65_536;
const answerLine = /^answer (\d+) \d+ (\d+) (left|none)$/;
/** The first line of job control's note on a run that a signal ended; the text of the run's subshell follows. */
const signalNote = /^(\[\d+\][+-]?|bash: line \d+:\s+\d+)\s+(?!Done|Exit \d|Running|Stopped)\S/;

interface Kept {
  readonly process: KeptProcess;
  readonly left: LeftBehind;
  /** Descriptor of the file that it reads its requests from. */
  readonly request: number;
}

/** A function of a shell file, run in subshells of one bash. */
export class BashProgram implements KeptProgram {
  constructor(options: KeptOptions<'bash'>) {
    this.#options = options;
    this.#request = join(options.privateFolder, 'request');
    this.#bash = findProgram('bash', options.environment['PATH'] ?? '');
  }

  readonly #options: KeptOptions<'bash'>;
  readonly #request: string;
  readonly #bash: string | undefined;
  readonly #turn = new Turn();
  #captures: { readonly out: Capture; readonly err: Capture } | undefined;
  #survey: Survey | undefined;
  #kept: Kept | undefined;
  #requests = 0;

  start(start: Start): Promise<KeptRan> {
    return this.#turn.take(() => this.#run(start));
  }

  async #run(start: Start): Promise<KeptRan> {
    const limitMs = start.limitMs ?? usualLimitMs;
    const bash = this.#bash;
    if (bash === undefined) return notStarted('there is no bash in PATH');
    this.#survey ??= await this.#lookAt(bash);
    const { file, function: name } = this.#options.source;
    if (this.#survey.kind === 'once' && !this.#survey.defines)
      return notStarted(`${file} defines no function ${name}`);
    const carried = carry(start.environment, start.arguments, this.#survey);
    if (carried.kind === 'impossible') return notStarted(carried.reason);
    if (this.#kept?.process.usable === false) await this.#close();
    const kept = this.#kept ?? (await this.#open(bash, this.#survey, limitMs));
    if ('end' in kept) return kept;
    this.#kept = kept;
    const umask = (start.umask ?? process.umask()).toString(8).padStart(4, '0');
    const request = [
      start.folder,
      umask,
      carried.kind,
      carried.words.length,
      ...carried.words,
      ...start.arguments,
    ];
    overwrite(kept.request, `${request.join('\0')}\0`);
    this.#requests += 1;
    kept.process.send(`${this.#requests}\n`);
    return await this.#answer(kept, limitMs);
  }

  async #answer(kept: Kept, limitMs: number): Promise<KeptRan> {
    const { memoryBytes } = this.#options.limits;
    const until = performance.now() + limitMs;
    let signalled = false;
    let entered = true;
    for (;;) {
      const left = Math.max(1, until - performance.now());
      const happened = await kept.process.next({ limitMs: left, memoryBytes });
      if (happened.kind === 'end') return await this.#over(happened.end, limitMs);
      const [, number, status = '0', others] = answerLine.exec(happened.text) ?? [];
      if (Number(number) !== this.#requests) {
        signalled ||= signalNote.test(happened.text);
        entered &&= happened.text !== 'no folder';
      } else {
        if (!entered) return notStarted('its working directory can not be entered');
        const suspected = others === 'left' || kept.left.suspected();
        const leftBehind = suspected ? await kept.left.end() : 0;
        const ended = endOf(Number(status), signalled);
        return { ...(await this.#taken(kept.process.usable ? ended : await this.#flooded())), leftBehind };
      }
    }
  }

  /** The output, and the end unless there was more of it than there may be. */
  async #taken(end: ProgramEnd): Promise<Omit<KeptRan, 'leftBehind'>> {
    await checkPhase();
    const [out, err] = [this.#captures?.out.take() ?? none, this.#captures?.err.take() ?? none];
    const limitBytes = this.#options.limits.outputBytes;
    return { end: out.cut || err.cut ? { kind: 'flooded', limitBytes } : end, out, err };
  }

  async #flooded(): Promise<ProgramEnd> {
    await this.#close();
    return { kind: 'flooded', limitBytes: this.#options.limits.outputBytes };
  }

  /** The kept bash itself is over: by its limits, or by what the run did to it. */
  async #over(end: ProgramEnd, limitMs: number): Promise<KeptRan> {
    await this.#close();
    const told: ProgramEnd = end.kind === 'timed-out' ? { ...end, limitMs } : end;
    return { ...(await this.#taken(told)), leftBehind: 0 };
  }

  #words(bash: string, script: string): readonly [string, ...string[]] {
    const kept = this.#options.splitIds === true ? ['-p'] : [];
    return ['/usr/bin/env', '-i', bash, '--norc', '--noprofile', ...kept, '-c', script, 'bash'];
  }

  #lookAt(bash: string): Promise<Survey> {
    const { source, wrap, environment, privateFolder } = this.#options;
    const script = surveyText(source.file, source.function);
    const words = wrap(this.#words(bash, script));
    return survey(words, { environment, folder: privateFolder, limitMs: usualLimitMs });
  }

  async #open(bash: string, known: Survey, limitMs: number): Promise<Kept | KeptRan> {
    const { source, wrap, environment, privateFolder, limits } = this.#options;
    const flooded = (): void => this.#kept?.process.end({ kind: 'flooded', limitBytes: limits.outputBytes });
    const handle = openSync(this.#request, 'w', 0o644);
    this.#captures ??= {
      out: new Capture(join(privateFolder, 'out'), limits.outputBytes, flooded),
      err: new Capture(join(privateFolder, 'err'), limits.outputBytes, flooded),
    };
    const { out, err } = this.#captures;
    const script = loopScript({ ...source, bash, survey: known, request: this.#request });
    const process = new KeptProcess(wrap(this.#words(bash, script)), {
      environment,
      folder: privateFolder,
      stdio: ['pipe', out.writeEnd, err.writeEnd, 'pipe'],
      answers: 3,
      lineBytes,
    });
    const ready = await process.next({ limitMs, memoryBytes: limits.memoryBytes });
    if (ready.kind === 'line' && ready.text === 'ready')
      return { process, left: new LeftBehind(process.family), request: handle };
    closeSync(handle);
    await process.kill();
    const said = (await this.#taken({ kind: 'exited', status: 0 })).err.text.trim();
    const why = ready.kind === 'line' ? ready.text : said || `bash ended (${ready.end.kind})`;
    return notStarted(`bash can not be kept open: ${why}`);
  }

  async #close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept === undefined) return;
    closeSync(kept.request);
    await kept.process.kill();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#turn.take(async () => {
      await this.#close();
      this.#captures?.out[Symbol.dispose]();
      this.#captures?.err[Symbol.dispose]();
      this.#captures = undefined;
    });
  }
}

/** New content for a file that stays open: cutting it off first and closing it would have the disk asked each time. */
function overwrite(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at);
  ftruncateSync(file, bytes.length);
}

function endOf(status: number, signalled: boolean): ProgramEnd {
  const signal = status > 128 && signalled ? signalName(status - 128) : undefined;
  return signal === undefined ? { kind: 'exited', status } : { kind: 'killed', signal };
}

function notStarted(reason: string): KeptRan {
  return { end: { kind: 'not-started', reason }, out: none, err: none, leftBehind: 0 };
}
