import { setTimeout } from 'node:timers/promises';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { startContainer, waitForContainer } from '../../../harness/world/engine/containers.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { splitFrames } from '../../../harness/world/engine/engine-output.ts';
import { type ProbeReport, readProbe } from '../../../harness/world/engine/probe/probe-report.ts';
import type { Told } from './project.ts';
import { whyNoProbe } from './why-no-probe.ts';

/** What the probe saw in a container, or why it could not be started there. */
export type Probed =
  | { readonly kind: 'seen'; readonly report: ProbeReport }
  | { readonly kind: 'refused'; readonly reason: string };

const limitMs = 30_000;
const again = { times: 100, everyMs: 50 };
/** Another container of this moment has the port, or the one whose namespace is shared is not up yet. */
const passing = /port is already allocated|address already in use|cannot join .* of a non running container/;

/** Starts containers, all at once, and reads what the probe says in each. */
export async function probeContainers(
  client: EngineClient,
  containers: readonly Told[],
): Promise<ReadonlyMap<string, Probed>> {
  const probed = await Promise.all(
    containers.map(async told => [told.Id, await probe(client, told)] as const),
  );
  return new Map(probed);
}

async function probe(client: EngineClient, told: Told): Promise<Probed> {
  const refused = await start(client, told.Id);
  if (refused !== undefined)
    return { kind: 'refused', reason: onOneLine(refused.replaceAll(told.Id, 'CONTAINER')) };
  const text = await wordsOf(client, told);
  try {
    return { kind: 'seen', report: readProbe(text) };
  } catch (error) {
    const reason = error instanceof HarnessFault ? await whyNoProbe(client, told) : undefined;
    if (reason === undefined) throw error;
    return { kind: 'refused', reason };
  }
}

async function start(client: EngineClient, id: string): Promise<string | undefined> {
  for (let turn = 0; ; turn++) {
    const refused = await startContainer(client, id);
    if (refused === undefined || turn === again.times || !passing.test(refused.refused))
      return refused?.refused;
    await setTimeout(again.everyMs);
  }
}

/** What a container writes, to the end of the report or its own. */
async function wordsOf(client: EngineClient, { Id, Config }: Told): Promise<string> {
  const stream = await client.stream({
    path: `/containers/${Id}/logs`,
    query: { stdout: true, stderr: true, follow: true },
    limitMs,
  });
  const parts: Buffer[] = [];
  for await (const part of stream) {
    parts.push(part);
    const text = textIn(Buffer.concat(parts), Config.Tty);
    if (/^seatrial-probe:.*\}\r?\n/m.test(text)) return text;
  }
  // What is followed may break off before the last of it is written down.
  await waitForContainer(client, Id, limitMs);
  const { body } = await client.ask({
    path: `/containers/${Id}/logs`,
    query: { stdout: true, stderr: true },
  });
  return textIn(body, Config.Tty);
}

/** With a terminal there are no frames. */
function textIn(bytes: Buffer, tty: boolean): string {
  return tty ? bytes.toString('utf8') : splitFrames(bytes).out;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
