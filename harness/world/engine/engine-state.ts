import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { look } from '../family/proc.ts';
import { pidNamespace } from '../workspace/places.ts';

const schema = z.strictObject({
  /** The first process of the engine's namespaces, once the engine answers. */
  process: z
    .strictObject({
      /** As the machine sees it. */
      pid: z.int().positive(),
      /** When it began, in clock ticks since the machine did. */
      start: z.int().nonnegative(),
      /** The pid namespace of who started it: from another one it can't be told whether it runs. */
      seenFrom: z.string(),
    })
    .optional(),
  socket: z.string(),
  /** The group below which the engine's containers have theirs, a name at the root of each hierarchy. */
  cgroup: z.string().regex(/^seatrial-[0-9a-f]+$/),
});

/** What there is to know of an engine that was started, kept beside it. */
export type EngineState = z.infer<typeof schema>;

const name = 'engine.json';

/** Notes it in the engine's folder: the old one or the new one is there, whatever happens. */
export function writeState(folder: string, state: EngineState): void {
  const fresh = join(folder, `${name}.new`);
  writeFileSync(fresh, `${JSON.stringify(state)}\n`);
  renameSync(fresh, join(folder, name));
}

/** Reads it again; undefined where there is none. */
export function readState(folder: string): EngineState | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether it runs: that very process, not another one of its number. */
export function isAlive({ process }: EngineState): boolean {
  if (process === undefined || process.seenFrom !== pidNamespace()) return false;
  const seen = look(process.pid);
  return seen !== undefined && seen.start === process.start && !seen.zombie;
}
