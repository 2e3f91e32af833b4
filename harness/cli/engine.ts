import { join } from 'node:path';
import { Command } from 'commander';
import { EngineClient } from '../world/engine/engine-client.ts';
import { enginesFolder, keptName } from '../world/engine/engine-folder.ts';
import { isAlive, readState } from '../world/engine/engine-state.ts';
import { startKept, stopKept } from '../world/engine/open-engine.ts';
import { whyNot } from '../world/machine/needs.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { type OutputOptions, together, withOptions } from './options.ts';
import { printJson, printText } from './print.ts';
import type { Finish } from './run.ts';
import { UsageError } from './usage-error.ts';

const examples = `
Examples:
  seatrial engine start        --fidelity container is quicker then: it takes the engine that runs
  seatrial engine status
  DOCKER_HOST=$(seatrial engine status --json | jq -r .address) docker ps
  seatrial engine stop

The engine is below .seatrial in this folder. It has mounts, a network and processes of its own, sees no other engine and
is seen by none. Exit 1 of status: none runs.`;

export function create(finish: Finish): Command {
  const command = new Command('engine').description(
    "A Docker engine of Seatrial's own. Without it, --fidelity container starts one for as long as it needs it.",
  );
  const acts = [
    ['start', 'Starts it and leaves it running.', start],
    ['stop', 'Ends it, and removes all it had.', stop],
    ['status', 'Says whether it runs, and where.', status],
  ] as const;
  for (const [name, description, act] of acts) {
    command.addCommand(
      withOptions(new Command(name).description(description), together.output()).action(
        async (options: OutputOptions) => finish(await act(options)),
      ),
    );
  }
  return command.addHelpText('after', examples);
}

async function start(options: OutputOptions): Promise<ExitStatus> {
  const problem = await whyNot('container');
  if (problem !== undefined) throw new UsageError(problem);
  const { socket, fresh } = await startKept(process.cwd());
  return tell(options, fresh ? 'started' : 'runs already', { running: true, address: `unix://${socket}` });
}

async function stop(options: OutputOptions): Promise<ExitStatus> {
  const was = await stopKept(process.cwd());
  return tell(options, was ? 'stopped' : 'none was running', { running: false });
}

async function status(options: OutputOptions): Promise<ExitStatus> {
  const state = readState(join(enginesFolder(process.cwd()), keptName));
  if (state === undefined || !isAlive(state)) {
    await tell(options, 'none runs', { running: false });
    return exitStatus.findings;
  }
  using client = new EngineClient(state.socket);
  const { Version: version } = await client.get<{ readonly Version: string }>({ path: '/version' });
  return tell(options, `Docker ${version} runs`, {
    running: true,
    address: `unix://${state.socket}`,
    version,
    pid: state.process?.pid,
  });
}

async function tell(
  { json }: OutputOptions,
  words: string,
  document: { readonly running: boolean; readonly address?: string; readonly [more: string]: unknown },
): Promise<ExitStatus> {
  if (json) await printJson(document);
  else await printText(document.address === undefined ? words : `${words}: ${document.address}`);
  return exitStatus.nothingNew;
}
