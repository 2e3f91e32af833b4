import { textOf, valueAt } from '../../../harness/compose/tree.ts';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import type { ProbeReport } from '../../../harness/world/engine/probe/probe-report.ts';
import { type EngineHost, engineHost } from '../container/engine-host.ts';
import { effectiveModel } from '../real-compose/effective-model.ts';
import { runCompose } from '../real-compose/run-compose.ts';
import type { Proof } from './proof.ts';
import { changed, type Readings } from './readings.ts';
import { type BuildRequest, runBuild } from './run-build.ts';

/**
 * Builds a service as its files say, and the same less its rights, and tells what the kernel says otherwise in a step of
 * the one than of the other.
 * @throws HarnessFault `engine` when it can't be built even without its rights
 */
export async function buildForReal(
  compose: Compose,
  engine: Engine,
  request: Omit<BuildRequest, 'last'>,
): Promise<Pick<Proof, 'inside' | 'outcome'>> {
  const answer = await runCompose(compose, request.files);
  if (answer.kind === 'refused')
    return { inside: [`not built: ${answer.reason}`], outcome: 'refused by Compose' };
  // An engine without a bridge has no other networks for a build than none and the host's.
  const said = textOf(valueAt(effectiveModel(answer.text), 'services', request.service, 'build', 'network'));
  const run = await runBuild(compose, engine, { ...request, last: `network: ${said || 'none'}` });
  if (run.kind === 'refused')
    return { inside: [`not built: ${run.reason}`], outcome: 'refused by the engine' };
  const without = await runBuild(compose, engine, { ...request, last: 'network: none, privileged: false' });
  if (without.kind === 'refused')
    throw new HarnessFault(`a build without rights failed: ${without.reason}`, 'engine');
  const host = await engineHost(engine);
  const inside = changed(stepReadings(without.report, host), stepReadings(run.report, host));
  return {
    inside: inside.map(what => `a step of the build: ${what}`),
    outcome: inside.length > 0 ? 'open' : 'nothing',
  };
}

/** What a step of a build may. */
function stepReadings({ capabilities, seccomp, namespaces }: ProbeReport, host: EngineHost): Readings {
  return new Map([
    ['CapEff', capabilities.effective],
    ['CapBnd', capabilities.bounding],
    ['Seccomp', String(seccomp)],
    ...Object.entries(host.namespaces).map(([name, own]): [string, string] => [
      `${name} namespace`,
      namespaces[name] === own ? "the host's" : 'its own',
    ]),
  ]);
}
