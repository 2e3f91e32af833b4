import type { Implementation } from '../../harness/target.ts';
import { openedFurther } from './looser.ts';
import { type ModelMachine, modelMachine, type Recording } from './model-machine.ts';
import type { Boot, PostureObservation } from './observation.ts';
import type { Booted } from './reference/boot.ts';
import { argumentsOf, type PostureScenario } from './scenario.ts';

/** Code that can be run here: what the reference's `boot` is. */
export type Subject = (given: readonly string[], machine: ModelMachine) => Booted;

function newRecording(): Recording {
  return { calls: [], lines: [], fired: [] };
}

function boot(subject: Subject, given: readonly string[], machine: ModelMachine, recording: Recording): Boot {
  const from = recording.lines.length;
  const { exit, failures } = subject(given, machine);
  return { exit, failures, lines: recording.lines.slice(from) };
}

/** How much of a boot the seams show. */
const seen = { seen: 'calls', told: 'sentinels', changes: [] } as const;

/** Boots a subject on the machine of a scenario, and then again: there, or on one that is opened further. */
function observe(subject: Subject, scenario: PostureScenario): PostureObservation {
  const recording = newRecording();
  const machine = modelMachine(scenario, recording);
  const given = argumentsOf(scenario);
  const first = boot(subject, given, machine, recording);
  const calls = recording.calls.slice();
  const fired = recording.fired.slice();
  const further = openedFurther(scenario);
  if (further === null) {
    const again = boot(subject, given, machine, recording);
    return { ...seen, first, calls, fired, second: { on: 'same', ...again } };
  }
  const other = newRecording();
  const looser = boot(subject, argumentsOf(further), modelMachine(further, other), other);
  return { ...seen, first, calls, fired, second: { on: 'looser', ...looser } };
}

/** Runs a subject in process, with a machine made of injected seams. */
export function inModel(
  name: string,
  subject: Subject,
): Implementation<PostureScenario, PostureObservation> & {
  run(scenario: PostureScenario): PostureObservation;
} {
  return { name, run: scenario => observe(subject, scenario) };
}
