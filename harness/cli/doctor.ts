import { release } from 'node:os';
import { Command } from 'commander';
import { type FidelityHere, type MachineReport, machineLines } from '../report/console/machine.ts';
import { paintFor } from '../report/console/paint.ts';
import { processOutput } from '../report/output.ts';
import { type AnyTarget, fidelities, fidelitiesOf } from '../target.ts';
import { version } from '../version.ts';
import { type Containment, findContainment } from '../world/containment/containment.ts';
import { consequenceOf } from '../world/machine/containment.ts';
import { probeMachine } from '../world/machine/machine.ts';
import { whatLacks } from '../world/machine/needs.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { type OutputOptions, together, withOptions } from './options.ts';
import { printJson, printText } from './print.ts';
import { findTargets } from './registry.ts';
import type { Finish } from './run.ts';

const examples = `
Examples:
  seatrial doctor
  seatrial doctor --json

Each line is found out by doing it. What is missing makes no error: exit status 0, always.`;

export function create(finish: Finish): Command {
  const command = new Command('doctor').description(
    'Finds out what this machine can do, what the rest costs, and which package brings it.',
  );
  return withOptions(command, together.output())
    .addHelpText('after', examples)
    .action(async (options: OutputOptions) => finish(await doctor(options)));
}

async function doctor({ json = false, color }: OutputOptions): Promise<ExitStatus> {
  const report = await examine();
  if (json) await printJson(documentOf(report));
  else {
    const paint = paintFor(processOutput('stdout'), process.env, color);
    await printText(machineLines(report, paint).join('\n'));
  }
  return exitStatus.nothingNew;
}

async function examine(): Promise<MachineReport> {
  const [probes, targets, reasons] = await Promise.all([
    probeMachine(),
    findTargets(),
    Promise.all(fidelities.map(async fidelity => [fidelity, await whatLacks(fidelity)] as const)),
  ]);
  const engine = probes.find(({ group }) => group === 'containers');
  const broken =
    engine?.works === false ? `needs a ${engine.name}, which does not work: ${engine.detail}` : undefined;
  // Quick answers know of no engine that does not come up.
  const why = Object.fromEntries(
    reasons.map(([fidelity, lacking]) => [
      fidelity,
      lacking ?? (fidelity === 'container' ? broken : undefined),
    ]),
  );
  const { kind, reason } = containmentHere();
  return {
    title: `seatrial ${version} on ${process.platform} ${release()} ${process.arch}`,
    probes,
    containment: { kind, reason, consequence: consequenceOf(kind) },
    targets: targets.map(({ target }) => ({ name: target.name, fidelities: fidelitiesHere(target, why) })),
  };
}

/** What a run would be contained by. One that could not even begin is contained by nothing. */
function containmentHere(): Pick<Containment, 'kind' | 'reason'> {
  try {
    return findContainment('auto');
  } catch (error) {
    return { kind: 'none', reason: error instanceof Error ? error.message : String(error) };
  }
}

function fidelitiesHere(
  target: AnyTarget,
  reasons: Readonly<Record<string, string | undefined>>,
): readonly FidelityHere[] {
  return fidelities.map(fidelity => {
    const lacking = reasons[fidelity];
    const can = fidelitiesOf(target);
    const why = can.includes(fidelity)
      ? lacking && `${fidelity}: ${lacking}`
      : `${target.name} runs at fidelity ${can.join(' and ')} only`;
    return why === undefined ? { fidelity, possible: 'yes' } : { fidelity, possible: 'no', why };
  });
}

function documentOf({ probes, containment, targets }: MachineReport): unknown {
  return {
    version,
    platform: process.platform,
    release: release(),
    arch: process.arch,
    node: process.versions.node,
    probes,
    containment,
    targets,
  };
}
