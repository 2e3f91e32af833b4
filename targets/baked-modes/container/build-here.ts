import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../../harness/stage.ts';
import { buildImage } from '../../../harness/world/engine/build-image.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { type ImageEntry, imageTree } from '../../../harness/world/engine/image-tree.ts';
import { buildContext } from '../command/build-context.ts';
import { contextOf } from '../context.ts';
import { dockerfileOf } from '../dockerfile.ts';
import type { BakedEntry, BakedTree } from '../observation.ts';
import { type BakedScenario, dockerfileName } from '../scenario.ts';
import { withTools } from './builder-rules.ts';
import { isOfTools } from './gnu-tools.ts';
import { haveTools } from './tools-image.ts';

/** What BuildKit made of a scenario's checkout, or why it would not. */
export type BuiltHere =
  | {
      readonly kind: 'built';
      /** Of the image, which is to be removed. */
      readonly id: string;
      /** Without `/`, whose mode no image has, and without the tools. */
      readonly tree: BakedTree;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Builds a scenario with the engine's BuildKit, from a checkout under a umask.
 * @param folder absolute, is made for it and stays
 * @throws HarnessFault `engine`, `bad-world`
 */
export async function buildHere(
  client: EngineClient,
  engine: Engine,
  {
    scenario,
    umask,
    folder,
  }: { readonly scenario: BakedScenario; readonly umask: number; readonly folder: string },
): Promise<BuiltHere> {
  const context = join(folder, 'context');
  fs.mkdirSync(context, { recursive: true });
  buildContext(context, contextOf(scenario, umask), true);
  const { text } = dockerfileOf(scenario);
  const dockerfile = join(folder, 'dockerfile', dockerfileName);
  fs.mkdirSync(join(folder, 'dockerfile'));
  // Two images that are the same to the bit would be one, and removed by whoever is done first.
  const own = `LABEL seatrial.build=${randomUUID()}\n`;
  fs.writeFileSync(dockerfile, withTools(text) + own);
  if (withTools(text) !== text) await haveTools(client);
  const built = await buildImage(client, engine, { context, dockerfile });
  if (built.kind === 'refused') return built;
  const tree = await treeOf(client, built.id);
  return { kind: 'built', id: built.id, tree };
}

/** An image that nothing was put into has no layer, and the engine does not export it. */
async function treeOf(client: EngineClient, id: string): Promise<BakedTree> {
  const { RootFS } = await client.get<{ readonly RootFS: { readonly Layers?: readonly string[] } }>({
    path: `/images/${id}/json`,
  });
  if ((RootFS.Layers ?? []).length === 0) return new Map();
  const seen = await imageTree(client, id);
  return new Map(
    [...seen].filter(([path]) => !isOfTools(path)).map(([path, entry]) => [path, entryOf(entry)]),
  );
}

function entryOf({ kind, mode, uid, gid, content, to }: ImageEntry): BakedEntry {
  const isKnown = kind === 'file' || kind === 'folder' || kind === 'link';
  return {
    kind: isKnown ? kind : 'other',
    mode: kind === 'link' ? 0o777 : mode,
    uid,
    gid,
    content: Buffer.from(content).toString('utf8'),
    to,
  };
}
