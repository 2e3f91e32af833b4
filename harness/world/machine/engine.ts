import type { Engine } from '../../stage.ts';
import { bootEngine } from '../engine/boot-engine.ts';
import { runContainer } from '../engine/containers.ts';
import { endEngine } from '../engine/end-engine.ts';
import { EngineClient } from '../engine/engine-client.ts';
import { findEnginePrograms, whyNoEngine } from '../engine/engine-programs.ts';
import { newLabel } from '../engine/own-label.ts';
import { importProbeImage, probeImageName } from '../engine/probe/probe-image.ts';
import { type Answer, fails, type Question, works } from './probe.ts';

/** Boots it, runs a container and ends it: within the time of a probe, or it does not count as working. */
const limitMs = 4_500;
/** Where every package is there. */
const mend = 'run as root of the machine, where namespaces, mounts and control groups can be made';

const privateEngine: Question = {
  name: 'private engine',
  group: 'containers',
  costs: 'no --fidelity container, unless --engine names an engine that runs',
  remedy: { packages: ['docker.io', 'busybox-static', 'util-linux', 'mount'] },
  ask: async ({ folder }) => {
    const found = findEnginePrograms();
    if (found.kind === 'missing') return fails(`not installed: ${found.programs.join(', ')}`);
    const problem = whyNoEngine();
    if (problem !== undefined) return fails(problem, mend);
    try {
      return await tryEngine(folder, performance.now() + limitMs);
    } catch (error) {
      return fails(error instanceof Error ? error.message : String(error), mend);
    } finally {
      await endEngine(folder);
    }
  },
};

async function tryEngine(folder: string, until: number): Promise<Answer> {
  const left = (): number => Math.max(1, Math.ceil(until - performance.now()));
  const { socket } = await bootEngine({ folder, bound: true, limitMs: left() });
  using client = new EngineClient(socket);
  const { Version: version } = await client.get<{ readonly Version: string }>({ path: '/version' });
  const whose = { own: true, label: newLabel() } as const;
  const engine: Engine = { ...whose, socket, image: await probeImageName(whose), pid: undefined, version };
  await importProbeImage(engine);
  const ran = await runContainer(client, engine, { Image: engine.image, Cmd: ['echo', 'inside'] }, left());
  if ('refused' in ran) return fails(ran.refused, mend);
  return ran.out === 'inside\n'
    ? works(`Docker ${version} runs a container`)
    : fails(ran.err || 'a container said nothing', mend);
}

/** A Docker engine of Seatrial's own. */
export const engineQuestions: readonly Question[] = [privateEngine];
