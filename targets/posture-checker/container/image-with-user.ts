import { randomBytes } from 'node:crypto';
import { pack } from 'tar-stream';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import { labelName } from '../../../harness/world/engine/containers.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';

/**
 * Makes an image that has a USER line and is the probe's otherwise; whoever asks removes it. It is nobody else's: a label
 * makes it another image than the next one.
 * @returns its id
 * @throws HarnessFault `engine` when the engine can't build it
 */
export async function imageWithUser(engine: Engine, user: string): Promise<string> {
  // A builder that has all it needs ends the connection, which nothing else may be sent on.
  using client = new EngineClient(engine.socket);
  const archive = pack();
  const own = randomBytes(8).toString('hex');
  archive.entry({ name: 'Dockerfile' }, `FROM ${engine.image}\nLABEL seatrial.image=${own}\nUSER ${user}\n`);
  archive.finalize();
  const { body } = await client.ask({
    method: 'POST',
    path: '/build',
    query: { q: true, labels: JSON.stringify({ [labelName]: engine.label }), networkmode: 'none' },
    body: archive,
  });
  const [id] = /sha256:[0-9a-f]{64}/.exec(body.toString('utf8')) ?? [];
  if (id === undefined)
    throw new HarnessFault(
      `an image with USER ${user} can not be made: ${body.toString('utf8').trim()}`,
      'engine',
    );
  return id;
}
