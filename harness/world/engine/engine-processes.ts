import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { HarnessFault } from '../../harness-fault.ts';
import { end, listProcesses, look, type Seen } from '../family/proc.ts';

/** The variable by which an engine's processes are known, whatever became of the one that started them. */
export const engineVariable = 'SEATRIAL_ENGINE';

const endLimitMs = 10_000;
const pollMs = 10;

/**
 * Ends an engine: all of its processes, and with the first of its namespaces those of its containers, whose mounts and
 * networks go with them. See pid_namespaces(7).
 * @param mark what they have in their environment
 * @throws HarnessFault `engine` when one does not end
 */
export async function endProcesses(mark: string): Promise<void> {
  const began = performance.now();
  // One that was forked while they were looked for is found the next time.
  for (let alive = processesWith(mark); alive.length > 0; alive = processesWith(mark)) {
    for (const { pid } of alive) end(pid);
    while (alive.some(isStillThere)) {
      if (performance.now() - began > endLimitMs)
        throw new HarnessFault(
          `process ${alive.find(isStillThere)?.pid} of an engine does not end`,
          'engine',
        );
      await setTimeout(pollMs);
    }
  }
}

/** Marks of engines that run though somebody has removed their folder: nobody else can end them any more. */
export function marksWithoutFolder(): readonly string[] {
  const marks = listProcesses().flatMap(pid => {
    const environment = environmentOf(pid).split('\0');
    const [mark] = valuesOf(engineVariable, environment);
    const [folder] = valuesOf('HOME', environment);
    // As the process itself sees it: it may have mounts that this one has not.
    const isLost = mark !== undefined && folder !== undefined && !existsSync(`/proc/${pid}/root${folder}`);
    return isLost && look(pid)?.zombie === false ? [mark] : [];
  });
  return [...new Set(marks)];
}

function valuesOf(name: string, environment: readonly string[]): readonly string[] {
  return environment.filter(entry => entry.startsWith(`${name}=`)).map(entry => entry.slice(name.length + 1));
}

function processesWith(mark: string): readonly Seen[] {
  const entry = `${engineVariable}=${mark}`;
  return listProcesses()
    .filter(pid => environmentOf(pid).split('\0').includes(entry))
    .flatMap(pid => look(pid) ?? []);
}

function isStillThere({ pid, start }: Seen): boolean {
  const seen = look(pid);
  return seen !== undefined && seen.start === start && !seen.zombie;
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}
