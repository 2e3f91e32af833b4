import type { Buffer } from 'node:buffer';
import { contentAfter, inOrder, type WriteStep } from '../../harness/arbitraries/write-schedule.ts';
import type { MemoryDisk } from '../../harness/world/memory-disk.ts';
import { linkedSourcePath, ownerUid, sourcePath } from './layout.ts';
import type { Scenario } from './scenario.ts';
import { versionBytes } from './source-content.ts';
import { nodeAt, type SourceGuard } from './watch.ts';

const root = { uid: 0 };
const fileMode = 0o600;

/** The other program that rewrites the source: does its steps when their moment comes, and remembers each content. */
export class SourceWriter {
  constructor(disk: MemoryDisk, scenario: Scenario, guard: SourceGuard) {
    this.#disk = disk;
    this.#scenario = scenario;
    this.#guard = guard;
    this.#steps = [...inOrder(scenario.writer)];
    this.#path = scenario.source.kind === 'link' ? linkedSourcePath : sourcePath;
    this.#remember();
  }

  readonly #disk: MemoryDisk;
  readonly #scenario: Scenario;
  readonly #guard: SourceGuard;
  readonly #steps: WriteStep[];
  readonly #path: string;
  readonly versions: Buffer[] = [];

  #remember(): void {
    const file = this.#guard.file();
    if (file !== undefined) this.versions.push(file.content);
  }

  /** @param done number of operations that the refreshers have done so far */
  advance(done: number): void {
    for (let step = this.#steps[0]; step !== undefined && step.after <= done; step = this.#steps[0]) {
      this.#steps.shift();
      this.#write(step);
      this.#guard.expect();
      this.#remember();
    }
  }

  #write(step: WriteStep): void {
    const present = nodeAt(this.#disk, this.#path);
    const file = present?.kind === 'file' ? present : undefined;
    const version = versionBytes(this.#scenario.source.content, step.version);
    const content = contentAfter(step, file?.content, version);
    if (content === undefined) {
      const { folder, name } = this.#disk.walk(root, this.#path, 'unlink', false);
      if (file !== undefined) this.#disk.remove(folder, name);
    } else if (step.manner === 'replace' || file === undefined) {
      this.#disk.put(this.#path, { kind: 'file', content, mode: fileMode, uid: ownerUid });
    } else {
      this.#disk.fill(file, content);
    }
  }
}
