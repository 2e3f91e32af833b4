import { Command } from 'commander';
import { EngineClient } from '../world/engine/engine-client.ts';
import { startKept, stopKept } from '../world/engine/kept-engine.ts';
import { findKept } from '../world/engine/kept-name.ts';
import { whyNot } from '../world/machine/needs.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { interruption } from './interruption.ts';
import { type OutputOptions, together, withOptions } from './options.ts';
import { printJson, printText } from './print.ts';
import type { Finish } from './run.ts';
import { UsageError } from './usage-error.ts';

const examples = `
Examples:
  seatrial engine start        runs with --fidelity container in this folder take it from now on, and begin sooner
  seatrial engine status
  DOCKER_HOST=$(seatrial engine status --json | jq -r .address) docker ps
  seatrial engine stop

It is below .seatrial in this folder, with mounts, a network and processes of its own: it sees no other engine, and changes
nothing of the machine. --engine unix://PATH of the other commands names somebody else's instead.
Exit status of "status": 0 it runs, 1 none does.`;

const acts = [
  ['start', 'starts it and leaves it running', start],
  ['stop', 'ends it and removes all it has', stop],
  ['status', 'says whether it runs, and where', status],
] as const;

export function create(finish: Finish): Command {
  const command = new Command('engine').description(
    "A Docker engine of Seatrial's own for runs with --fidelity container. Without it, each of them starts one and ends it again.",
  );
  for (const [name, summary, act] of acts) {
    const one = new Command(name).summary(summary).description(`${capital(summary)}.`);
    command.addCommand(
      withOptions(one, together.output()).action(async (options: OutputOptions) =>
        finish(await act(options)),
      ),
    );
  }
  return command.addHelpText('after', examples);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

async function start(options: OutputOptions): Promise<ExitStatus> {
  const problem = await whyNot('container');
  if (problem !== undefined) throw new UsageError(problem.replace('--fidelity container', 'seatrial engine'));
  using stop = interruption();
  try {
    const { address, fresh } = await startKept(process.cwd(), stop.signal);
    await tell(options, fresh ? 'started' : 'runs already', { running: true, address });
    return exitStatus.nothingNew;
  } catch (error) {
    if (stop.status !== undefined) return stop.status;
    throw error;
  }
}

async function stop(options: OutputOptions): Promise<ExitStatus> {
  const was = await stopKept(process.cwd());
  await tell(options, was ? 'stopped' : 'none was running', { running: false });
  return exitStatus.nothingNew;
}

async function status(options: OutputOptions): Promise<ExitStatus> {
  const kept = await findKept(process.cwd());
  if (kept === undefined) {
    await tell(options, 'none runs in this folder', { running: false });
    return exitStatus.findings;
  }
  const { socket, process: first } = kept.state;
  using client = new EngineClient(socket);
  const asked = { path: '/version', limitMs: 5_000 } as const;
  const { Version: version } = await client.get<{ readonly Version: string }>(asked);
  const address = `unix://${socket}`;
  await tell(options, `Docker ${version} runs`, { running: true, address, version, pid: first?.pid });
  return exitStatus.nothingNew;
}

/** What `--json` prints. */
interface Told {
  readonly running: boolean;
  /** `unix://PATH` */
  readonly address?: string;
  readonly version?: string;
  /** Its first process, as the machine sees it. */
  readonly pid?: number | undefined;
}

async function tell({ json }: OutputOptions, words: string, told: Told): Promise<void> {
  if (json) await printJson(told);
  else await printText(told.address === undefined ? words : `${words}: ${told.address}`);
}
