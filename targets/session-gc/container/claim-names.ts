import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const pollMs = 10;

/**
 * Waits until nobody else on this machine has any of these names on an engine, and has them until it is disposed of or
 * this process ends: no two containers of an engine have the same name. Names are taken in their order, so that nobody
 * waits for somebody who waits.
 */
export async function claimNames(engine: string, names: readonly string[]): Promise<AsyncDisposable> {
  const held: Server[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(held.splice(0).map(server => new Promise(resolve => server.close(resolve))));
  };
  try {
    for (const name of [...new Set(names)].sort()) {
      let server = await hold(engine, name);
      while (server === undefined) {
        await setTimeout(pollMs);
        server = await hold(engine, name);
      }
      held.push(server);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { [Symbol.asyncDispose]: release };
}

/** A socket without a file, which goes with its process: see unix(7), "abstract". Undefined: somebody has it. */
function hold(engine: string, name: string): Promise<Server | undefined> {
  const hash = createHash('sha256').update(`${engine}\0${name}`).digest('hex').slice(0, 32);
  const server = createServer(socket => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(`\0seatrial-container-${hash}`, () => resolve(server));
  });
}
