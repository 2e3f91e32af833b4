import type { Duplex } from 'node:stream';
import { forward } from '../reference/forward.ts';
import type { Session, Steps } from '../reference/steps.ts';
import { altered } from './mutant.ts';
import { relay } from './relay.ts';

const shared = new WeakMap<object, Duplex>();

/** One connection for all clients of a broker. */
function oneForAll(session: Session): Duplex {
  const { server } = session;
  const found = shared.get(server);
  if (found !== undefined && !found.destroyed && !found.readableEnded) return found;
  const made = session.seams.connect(session.upstream);
  made.setMaxListeners(0);
  made.on('error', () => made.destroy());
  session.open.add(made);
  made.once('close', () => session.open.delete(made));
  shared.set(server, made);
  return made;
}

/** A connection that is kept for the next request, of whatever broker. */
function kept(session: Session): Duplex {
  const made = session.seams.connect(session.upstream);
  made.on('error', () => made.destroy());
  return made;
}

const running = new WeakMap<object, Promise<void>>();

/** Lets a request wait until the one before it is answered. */
const oneAtATime: Steps['forward'] = (session, request, response) => {
  const before = running.get(session.server) ?? Promise.resolve();
  const over = new Promise<void>(resolve => {
    response.once('close', resolve);
  });
  running.set(
    session.server,
    before.then(() => over),
  );
  void before.then(() => {
    if (!response.destroyed) forward(session, request, response);
  });
};

/** Bugs in who has a connection to the upstream, when, and for how long. */
export const connectionMutants = [
  altered(
    {
      name: 'connection-shared-by-clients',
      story: 'All clients share one connection; what comes is the answer of whoever waits first.',
      source: 'seed 003, byte interleave',
      caughtBy: ['clients-see-only-their-own'],
      within: 1000,
    },
    { forward: relay({ connection: oneForAll }) },
  ),
  altered(
    {
      name: 'shared-global-agent',
      story: 'Connections belong to the agent of the whole process: they outlive the broker that made them.',
      source: 'seed 003, http.DefaultTransport',
      caughtBy: ['nothing-is-left'],
      within: 30,
    },
    { forward: relay({ connection: kept }) },
  ),
  altered(
    {
      name: 'one-at-a-time',
      story: 'Requests wait for one another: one upstream that never answers stops every client.',
      source: 'expert',
      caughtBy: ['clients-do-not-wait-for-one-another'],
      within: 2500,
    },
    { forward: oneAtATime },
  ),
  altered(
    {
      name: 'shutdown-leaves-requests',
      story: 'Stopping ends the streams of clients; what was asked of the upstream goes on, with the key.',
      source: 'seed 003, BaseContext',
      caughtBy: ['stopping-is-prompt'],
      within: 1500,
    },
    { forward: relay({ abandons: false }) },
  ),
] as const;
