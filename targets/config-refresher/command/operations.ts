import type { TracedCall } from '../../../harness/stage.ts';
import type { OperationRecord } from '../../../harness/world/memory-file-system.ts';
import { operationOf } from '../../../harness/world/strace/operations.ts';
import { worldCalls } from '../../../harness/world/strace/world-calls.ts';
import { faultedProcess } from '../observation.ts';
import { asNamed, type RealPaths } from './real-paths.ts';

function outcomeOf({ error, result }: TracedCall): string {
  return error ?? (result === undefined ? 'crashed' : 'done');
}

/** The file operations on the world in a trace, in their order. Calls of other kinds are left out. */
export function operationsIn(
  trace: readonly TracedCall[],
  { root, project, temporary }: RealPaths,
): readonly OperationRecord[] {
  const records: OperationRecord[] = [];
  for (const { traced, paths } of worldCalls(trace, { world: [project, temporary], working: project })) {
    const operation = operationOf(traced);
    const [path = '', to] = paths.map(each => asNamed(root, each));
    if (operation === undefined) continue;
    records.push({
      moment: records.length + 1,
      process: faultedProcess,
      operation,
      path,
      ...(to !== undefined && { to }),
      acted: !traced.injected && traced.result !== undefined,
      outcome: outcomeOf(traced),
    });
  }
  return records;
}
