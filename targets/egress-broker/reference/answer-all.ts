import type { Duplex } from 'node:stream';
import { granted, refused } from './record.ts';
import type { StreamPair } from './seams.ts';
import { complain } from './session.ts';
import type { Session } from './steps.ts';

/** Answers what comes over the control channel, one record at a time, until it is closed. */
export async function answerAll(session: Session): Promise<void> {
  const { channel, seams, steps } = session;
  for (;;) {
    const received = await channel.receive();
    if (received.kind === 'hang-up') return;
    for (const descriptor of received.descriptors) seams.closeDescriptor(descriptor);
    const wrong = steps.judgeRecord(received);
    if (wrong === undefined) await steps.handOver(session);
    else await refuse(session, wrong);
  }
}

/** Refuses a request; the channel stays as it is. */
export async function refuse(session: Session, why: string): Promise<void> {
  complain(session, `a request was refused: ${why}`);
  await session.channel.answer(refused);
}

/** Takes the broker's own end into use first: a stream that nobody serves is never passed on. */
export async function handOver(session: Session): Promise<void> {
  const { channel, seams, steps } = session;
  if (session.streams >= steps.limits.streams) return refuse(session, 'too many streams are open');
  const made = makePair(session);
  if (typeof made === 'string') return refuse(session, made);
  const { pair, own } = made;
  session.streams += 1;
  own.once('close', () => {
    session.streams -= 1;
  });
  steps.serve(session, own);
  const sent = await channel.answer(granted, pair.peer);
  seams.closeDescriptor(pair.peer);
  if (sent || session.stopped) return;
  own.destroy();
  await refuse(session, 'the stream could not be passed on');
}

/** A pair whose own end is known to work, or why there is none. */
function makePair({ seams }: Session): { readonly pair: StreamPair; readonly own: Duplex } | string {
  let pair: StreamPair;
  try {
    pair = seams.openPair();
  } catch {
    return 'no stream could be made';
  }
  try {
    return { pair, own: pair.open() };
  } catch {
    pair.closeOwn();
    seams.closeDescriptor(pair.peer);
    return 'the own end of a stream does not work';
  }
}
