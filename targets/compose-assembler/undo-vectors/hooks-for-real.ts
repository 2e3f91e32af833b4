import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { withoutCaller } from '../../../harness/world/compose/isolation.ts';
import { filterOf, removeProject } from '../../../harness/world/engine/compose-project.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { scratchFolder } from '../../../harness/world/workspace/scratch.ts';
import { lastFile } from '../container/last-file.ts';
import { effectiveModel } from '../real-compose/effective-model.ts';
import { runCompose } from '../real-compose/run-compose.ts';
import type { Proof } from './proof.ts';

const limitMs = 60_000;

/**
 * Has Compose itself start and stop what the files say, and tells which processes it asked the engine for beside the
 * services' own, and with which rights: its hooks.
 * @param home what `~` stands for, absolute on disk
 * @throws HarnessFault `engine` when Compose does not start what it would make
 */
export async function hooksForReal(
  compose: Compose,
  engine: Engine,
  files: readonly string[],
  home: string,
): Promise<Pick<Proof, 'inside' | 'outcome'>> {
  const answer = await runCompose(compose, files, { HOME: home });
  if (answer.kind === 'refused')
    return { inside: [`not started: ${answer.reason}`], outcome: 'refused by Compose' };
  const own = scratchFolder();
  const name = `seatrial-${randomBytes(6).toString('hex')}`;
  using client = new EngineClient(engine.socket);
  const began = Date.now() / 1_000;
  try {
    const last = join(own, 'last.yml');
    await writeFile(
      last,
      lastFile(effectiveModel(answer.text), engine, () => ({ paths: [], stays: true })),
    );
    const [program, ...before] = compose.words;
    const common = [
      '--progress',
      'quiet',
      '--project-name',
      name,
      ...[...files, last].flatMap(file => ['-f', file]),
    ];
    for (const asked of [['up', '--detach', '--no-build'], ['stop']]) {
      const { exitCode, stderr, shortMessage } = await execa(program, [...before, ...common, ...asked], {
        ...withoutCaller({ HOME: home, DOCKER_HOST: `unix://${engine.socket}` }),
        reject: false,
        timeout: limitMs,
      });
      if (exitCode !== 0)
        throw new HarnessFault(`a service did not ${asked[0]}: ${stderr || shortMessage}`, 'engine');
    }
    return asked(await hooksIn(client, name, began));
  } finally {
    await removeProject(client, name);
    await rm(own, { recursive: true, force: true });
  }
}

function asked(hooks: readonly string[]): Pick<Proof, 'inside' | 'outcome'> {
  if (hooks.length > 0) return { inside: hooks, outcome: 'open' };
  return {
    inside: ['starting and stopping it asks the engine for no process beside the services’ own'],
    outcome: 'nothing',
  };
}

async function hooksIn(client: EngineClient, project: string, since: number): Promise<readonly string[]> {
  const filters = { event: ['exec_create'], ...filterOf(project) };
  const { body } = await client.ask({
    path: '/events',
    query: {
      since: since.toFixed(3),
      until: (Date.now() / 1_000).toFixed(3),
      filters: JSON.stringify(filters),
    },
  });
  const events = body.toString('utf8').split('\n').filter(Boolean);
  const ids = events.map(
    line => JSON.parse(line) as { readonly Actor: { readonly Attributes: { readonly execID: string } } },
  );
  return Promise.all(
    ids.map(async ({ Actor }) => {
      const { ProcessConfig } = await client.get<{
        readonly ProcessConfig: { readonly privileged: boolean; readonly user?: string };
      }>({ path: `/exec/${Actor.Attributes.execID}/json` });
      return `a hook: privileged ${ProcessConfig.privileged}, user ${ProcessConfig.user ?? 'of the service'}`;
    }),
  );
}
