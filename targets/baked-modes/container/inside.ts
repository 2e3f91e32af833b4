import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { ContainerPlace, Engine } from '../../../harness/stage.ts';
import { removeImage } from '../../../harness/world/engine/build-image.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import type { BakedObservation, Inside } from '../observation.ts';
import { Unknowable } from '../oracle/entry.ts';
import { lastStage, type PredictedStage } from '../oracle/stages.ts';
import type { BakedScenario } from '../scenario.ts';
import { askInside } from './ask-inside.ts';
import { type BuiltHere, buildHere } from './build-here.ts';
import { isOfTools } from './gnu-tools.ts';
import { importTree } from './import-tree.ts';
import { disagreements, type Modelled, modelled } from './outcomes.ts';

/**
 * Builds both checkouts of a scenario with the engine's BuildKit, starts what came of them as the policy's user, and has
 * him try. Undefined: it can't be told without building, so that there is nothing that a program would have to say.
 * @throws HarnessFault `engine`, and `bad-target` where BuildKit builds otherwise than the model has it for its version
 */
export async function lookInside(
  scenario: BakedScenario,
  { folder, engine }: Pick<ContainerPlace, 'folder' | 'engine'>,
): Promise<BakedObservation['inside']> {
  const umasks = { first: scenario.umask, other: scenario.otherUmask };
  const stages = {
    first: lastStage(scenario, Number.parseInt(umasks.first, 8)),
    other: lastStage(scenario, Number.parseInt(umasks.other, 8)),
  };
  const isUnknown = Object.values(stages).some(({ trouble }) => trouble instanceof Unknowable);
  if (isUnknown) return undefined;
  const models = modelled(scenario);
  using client = new EngineClient(engine.socket);
  const look = async (which: 'first' | 'other'): Promise<Inside> => {
    const place = join(folder, `inside-${which}`);
    mkdirSync(place);
    const umask = Number.parseInt(umasks[which], 8);
    const built = await buildHere(client, engine, { scenario, umask, folder: place });
    return put(client, engine, { scenario, built, model: models[which], stage: stages[which] });
  };
  const [first, other] = await Promise.allSettled([look('first'), look('other')]);
  if (first.status === 'rejected') throw first.reason;
  if (other.status === 'rejected') throw other.reason;
  return { first: first.value, other: other.value };
}

interface Made {
  readonly scenario: BakedScenario;
  readonly built: BuiltHere;
  readonly model: Modelled;
  readonly stage: PredictedStage;
}

/** Puts what was built before the kernel, or the tree as it must be where this BuildKit is known to build another. */
async function put(
  client: EngineClient,
  engine: Engine,
  { scenario: { policy }, built, model, stage }: Made,
): Promise<Inside> {
  const images = built.kind === 'built' ? [built.id] : [];
  try {
    const tools = policy.paths.some(isOfTools) ? ['a path of the policy is one of a RUN’s tools'] : [];
    const differs = [...model.differs, ...tools];
    if (differs.length > 0) demandModelled(built, model);
    const isThere = differs.length > 0 ? stage.trouble === undefined : built.kind === 'built';
    if (isThere && differs.length > 0) images.push(await importTree(client, engine, stage.tree));
    const image = images.at(-1);
    const user = policy.user ?? stage.user;
    const access =
      isThere && image !== undefined
        ? await askInside(client, engine, { image, user, paths: policy.paths })
        : undefined;
    return { built: built.kind === 'built' ? built.tree : built.reason, differs, access };
  } finally {
    for (const image of images) await removeImage(client, image);
  }
}

function demandModelled(built: BuiltHere, { here }: Modelled): void {
  const because =
    built.kind === 'refused'
      ? here && `it refuses (${built.reason}) what the model builds`
      : here === undefined
        ? 'it builds what the model refuses'
        : disagreements(built.tree, here)[0];
  if (because !== undefined)
    throw new HarnessFault(`BuildKit is not as the model of its version has it: ${because}`, 'bad-target');
}
