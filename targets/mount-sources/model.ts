import { parseOnce } from '../../harness/compose/parse-once.ts';
import { remembering } from '../../harness/compose/remember.ts';
import type { Implementation } from '../../harness/target.ts';
import { snapshotDisk } from '../../harness/world/file-tree/snapshot-disk.ts';
import { environmentOf } from './environment.ts';
import { withIntrusion } from './intrusion.ts';
import { ModelFiles } from './model-files.ts';
import type { Ended, Observation } from './observation.ts';
import { placesOf } from './places.ts';
import { mountSources, type Result, type Steps, steps } from './reference/mount-sources.ts';
import type { Fault, Scenario } from './scenario.ts';
import { diskOf, userUid } from './world-before.ts';

const hourMs = 3_600_000;

/** Code that can be run here. */
export type Subject = (environment: Readonly<Record<string, string>>, files: ModelFiles) => Result;

/** What YAML makes of a text; not worked out again for a text that was asked for lately. Nobody changes it. */
const parsed = remembering((text): unknown => {
  const [document] = parseOnce(text);
  if (document === undefined || document.errors.length > 0) throw new Error('no YAML');
  return document.toJS();
});

/** The reference's steps in memory. */
export const modelSteps: Steps<ModelFiles> = { ...steps, parse: parsed };

/** The reference with some steps replaced. */
export function withSteps(changed: Partial<Steps<ModelFiles>>): Subject {
  const all = { ...modelSteps, ...changed };
  return (environment, files) => mountSources(environment, files, all);
}

function ended({ status, lines }: Result): Ended {
  return { status, said: lines.map(line => `mount-sources: ${line}\n`).join('') };
}

/** What the second run meets of the scenario's fault: what stands, stands still. */
function faultAfterwards({ fault }: Scenario, left: number): Fault {
  if (fault.kind === 'full-disk') return { ...fault, room: left };
  return fault.kind === 'call' || fault.kind === 'meanwhile' ? { kind: 'none' } : fault;
}

function observe(subject: Subject, scenario: Scenario, fault: Fault): Observation {
  const disk = diskOf(scenario);
  const environment = environmentOf(scenario, placesOf(scenario, ''));
  const before = snapshotDisk(disk, '/');
  disk.now += hourMs;
  const files = new ModelFiles(disk, scenario, userUid, fault);
  const first = ended(subject(environment, files));
  const after = snapshotDisk(disk, '/');
  disk.now += hourMs;
  const second = ended(
    subject(environment, new ModelFiles(disk, scenario, userUid, faultAfterwards(scenario, files.room))),
  );
  return {
    uid: userUid,
    first,
    second,
    before: withIntrusion(before, files.intrusion),
    after,
    again: snapshotDisk(disk, '/'),
    failed: files.failed,
    faults: files.reports(scenario),
  };
}

/**
 * Runs code twice on a disk in memory that has the scenario's world on it.
 * @param injected the fault that happens, where it is to be another than the planned one
 */
export function inModel(
  name: string,
  subject: Subject,
  injected: (planned: Fault) => Fault = planned => planned,
): Implementation<Scenario, Observation> {
  return { name, run: scenario => observe(subject, scenario, injected(scenario.fault)) };
}
