import { answerAll, handOver } from './answer-all.ts';
import { childEnvironment } from './child-environment.ts';
import { forward } from './forward.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import { readKey } from './key.ts';
import { limits } from './limits.ts';
import type { Origin } from './origin.ts';
import { judgeRecord } from './record.ts';
import { rewriteTarget } from './rewrite-target.ts';
import { ScrubStream } from './scrub.ts';
import type { Channel, Child, ChildEnd, Descriptor, Seams } from './seams.ts';
import { openServer, serve } from './serve.ts';
import { stop } from './session.ts';
import type { Session, Steps } from './steps.ts';

/** What the broker is asked to do. */
export interface Request {
  readonly upstream: Origin;
  readonly keyFile: string;
  readonly child: readonly [string, ...string[]];
}

/** A broker: runs the child, serves it, and resolves to the exit status. */
export type Broker = (request: Request, seams: Seams) => Promise<number>;

/** The broker itself failed, or could not be; the child was not started. As timeout(1) and env(1) have it. */
const ownFailure = 125;
const notStarted = 126;
const notFound = 127;

/** The steps of the hardened broker. */
export const steps: Steps = {
  limits,
  childStart: (words, environment, key) => ({ words, environment: childEnvironment(environment, key) }),
  answerAll,
  judgeRecord,
  handOver,
  serve,
  openServer,
  forward,
  rewriteTarget,
  requestHeaders,
  responseHeaders,
  scrubber: key => new ScrubStream(key),
  stop,
};

function statusOf(end: ChildEnd): number {
  if (end.kind === 'exited') return end.status;
  if (end.kind === 'killed') return 128 + end.signal;
  return end.missing ? notFound : notStarted;
}

/** Makes a broker of its steps. */
export function broker(parts: Steps): Broker {
  return async ({ upstream, keyFile, child: words }, seams) => {
    const refuse = (why: string): number => {
      seams.say(`not started: ${why}`);
      return ownFailure;
    };
    if (seams.unsupported !== undefined) return refuse(`no broker on this platform: ${seams.unsupported}`);
    let key: string;
    let control: { readonly channel: Channel; readonly peer: Descriptor };
    try {
      // First of all: from here on nobody reads the key out of this process.
      seams.hideMemory();
      const read = readKey(await seams.readKey(keyFile));
      if (read.kind === 'unusable') return refuse(`the key file can't be used: ${read.reason}`);
      key = read.key;
      control = seams.openChannel();
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error));
    }
    const { channel, peer } = control;
    const child = seams.spawn(parts.childStart(words, seams.environment, key), peer);
    seams.closeDescriptor(peer);
    const session: Session = {
      seams,
      steps: parts,
      upstream,
      key,
      channel,
      server: parts.openServer(() => session),
      open: new Set(),
      streams: 0,
      timers: new Set(),
      linesLeft: parts.limits.lines,
      stopped: false,
    };
    return statusOf(await serveUntilOver(session, child));
  };
}

/** Serves the child until it has ended. Who else holds its descriptors is not waited for: a fork may live for ever. */
async function serveUntilOver(session: Session, child: Child): Promise<ChildEnd> {
  const { seams, steps: parts } = session;
  const { graceMs } = parts.limits;
  let callOffKill: () => void = () => {};
  const callOffStop = seams.onStop(() => {
    parts.stop(session);
    child.signal('SIGTERM');
    callOffKill = seams.after(graceMs, () => child.signal('SIGKILL'));
  });
  const answering = parts.answerAll(session);
  const end = await child.ended;
  callOffStop();
  callOffKill();
  parts.stop(session);
  await answering;
  if (end.kind === 'not-started') seams.say(`the child was not started: ${end.reason}`);
  return end;
}

/** The hardened broker. */
export const runBroker: Broker = broker(steps);
