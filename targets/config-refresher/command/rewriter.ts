import * as fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { contentAfter, inOrder, type WriteStep } from '../../../harness/arbitraries/write-schedule.ts';
import { linkedSourcePath, sourcePath } from '../layout.ts';
import type { Scenario } from '../scenario.ts';
import { versionBytes } from '../source-content.ts';
import type { Owner } from './build.ts';
import type { RealSourceGuard } from './source-guard.ts';

const fileMode = 0o600;

/**
 * The other program that rewrites the source while the refresher runs, in the scenario's manners and order, over and
 * over: nobody can tell when a program of another make reads. Every content that the source has is remembered before
 * anybody can see it.
 */
export class Rewriter {
  constructor(scenario: Scenario, root: string, owner: Owner, guard: RealSourceGuard) {
    this.#content = scenario.source.content;
    this.#path = root + (scenario.source.kind === 'link' ? linkedSourcePath : sourcePath);
    this.#owner = owner;
    this.#guard = guard;
    this.#schedule = inOrder(scenario.writer);
    const first = guard.content();
    if (first !== undefined) this.#remember(Buffer.from(first));
  }

  readonly #content: Scenario['source']['content'];
  readonly #path: string;
  readonly #owner: Owner;
  readonly #guard: RealSourceGuard;
  readonly #schedule: readonly WriteStep[];
  readonly #versions = new Map<string, Buffer>();
  #steps = 0;

  /** Number of steps that were done. */
  get steps(): number {
    return this.#steps;
  }

  get versions(): readonly Buffer[] {
    return [...this.#versions.values()];
  }

  #remember(content: Buffer): void {
    this.#versions.set(content.toString('base64'), content);
  }

  /** Works until it is told to stop. */
  async work(signal: AbortSignal): Promise<void> {
    let done = 0;
    while (this.#schedule.length > 0 && !signal.aborted) {
      for (const step of this.#schedule) {
        // Steps that are one operation apart are a moment apart; a new round begins like the first.
        await wait(Math.max(step.after - done, 1), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        this.#guard.look();
        // What has been put in the file's place is no file to be written.
        if (this.#guard.harm !== undefined) return;
        this.#write(step);
        this.#guard.expect();
        this.#steps += 1;
        done = step.after;
      }
      done = 0;
    }
  }

  #write(step: WriteStep): void {
    const present = fs.existsSync(this.#path) ? fs.readFileSync(this.#path) : undefined;
    const version = versionBytes(this.#content, step.version);
    const content = contentAfter(step, present, version);
    if (content === undefined) fs.rmSync(this.#path, { force: true });
    else if (step.manner === 'replace' || present === undefined) this.#replace(content);
    else this.#overwrite(present, content);
  }

  #replace(content: Buffer): void {
    this.#remember(content);
    const next = `${this.#path}.next`;
    fs.writeFileSync(next, content, { mode: fileMode });
    fs.chmodSync(next, fileMode);
    if (this.#owner !== undefined) fs.chownSync(next, this.#owner.uid, this.#owner.gid);
    fs.renameSync(next, this.#path);
  }

  /** Writes in place, one write, and then cuts off what is too much: two contents, one after the other. */
  #overwrite(present: Buffer, content: Buffer): void {
    this.#remember(Buffer.concat([content, present.subarray(content.length)]));
    this.#remember(content);
    const descriptor = fs.openSync(this.#path, 'r+');
    try {
      if (content.length > 0) fs.writeSync(descriptor, content, 0, content.length, 0);
      if (content.length < present.length) fs.ftruncateSync(descriptor, content.length);
    } finally {
      fs.closeSync(descriptor);
    }
  }
}
