import type { Ran } from '../../../harness/stage.ts';
import type { FaultReport } from '../../../harness/target.ts';
import type { End, Ended, Entry, Observation, TargetState } from '../observation.ts';
import { sameBytes, sameEntry } from '../properties/findings.ts';
import type { Seen } from './look.ts';
import { operationsIn } from './operations.ts';
import { asNamed } from './real-paths.ts';
import type { OpenWorld, WorldRun } from './run-in-world.ts';

function linesOf(root: string, text: string): readonly string[] {
  const lines = asNamed(root, text).split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function endOf({ end }: Ran): End {
  if (end.kind === 'exited') return { kind: 'exit', status: end.status };
  if (end.kind === 'timed-out') return end;
  return { kind: 'crashed' };
}

/** The states that were seen, in their order, from 0; the last one is the end. */
function statesOf({ target }: WorldRun): [TargetState, ...TargetState[]] {
  const states: [TargetState, ...TargetState[]] = [{ moment: 0, entry: target.before?.entry }];
  const add = (entry: Entry | undefined): void => {
    if (!sameEntry(states.at(-1)?.entry, entry)) states.push({ moment: states.length, entry });
  };
  for (const entry of target.between) add(entry);
  add(target.after?.entry);
  return states;
}

/** Whether the old target's own file was written before it was replaced, if it was. */
function writtenInPlace({ target: { before, after, oldFile } }: WorldRun): boolean {
  if (before === undefined || oldFile === undefined) return false;
  if (sameBytes(before.entry.content, oldFile.entry.content)) return false;
  // What becomes of a file that is the target no more is nobody's business.
  return !wroteAfterwards(oldFile, after);
}

function wroteAfterwards({ stats: old }: Seen, after: Seen | undefined): boolean {
  return after !== undefined && after.stats.ino !== old.ino && old.mtimeNs > after.stats.ctimeNs;
}

/** When the marker was touched: before anything happened to the target, or at the end. */
function touchesOf({ marker, markerCameFirst }: WorldRun, states: readonly TargetState[]): readonly number[] {
  const { before, after } = marker;
  const touched = after !== undefined && (after.inode !== before?.inode || after.mtimeNs !== before.mtimeNs);
  if (!touched) return [];
  return [markerCameFirst ? 0 : states.length - 1];
}

const ends = /^exit(_group)?$/;

/**
 * Whether a process did not come back from a call although the program ended by itself: one that it had started was
 * killed, and may have been there to remove a file.
 */
function helperKilled({ rans: [{ end, calls }] }: WorldRun): boolean {
  return end.kind === 'exited' && calls.some(({ call, result }) => result === undefined && !ends.test(call));
}

/**
 * What a run came to, as the properties judge it.
 * @param faults what became of the scenario's faults; undefined: nothing was planned
 */
export function observe(
  { paths, original }: OpenWorld,
  run: WorldRun,
  faults: readonly FaultReport[] = [],
): Observation {
  const { root } = paths;
  const told = (ran: Ran): Ended => ({
    end: endOf(ran),
    out: linesOf(root, ran.out.text),
    err: linesOf(root, ran.err.text),
  });
  const [main, ...others] = run.rans;
  const states = statesOf(run);
  const operations = operationsIn(main.calls, paths);
  return {
    watched: 'outside',
    refreshers: [told(main), ...others.map(told)],
    original,
    before: run.before,
    after: run.after,
    targetStates: states,
    writtenInPlace: writtenInPlace(run),
    sourceVersions: run.sourceVersions,
    sourceHarm: run.sourceHarm,
    markerTouches: touchesOf(run, states),
    began: run.began,
    finished: run.finished,
    operations,
    faults,
    removalFaulted:
      operations.some(({ operation, acted }) => operation === 'unlink' && !acted) || helperKilled(run),
  };
}
