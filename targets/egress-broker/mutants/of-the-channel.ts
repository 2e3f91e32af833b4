import { handOver, refuse } from '../reference/answer-all.ts';
import { limits } from '../reference/limits.ts';
import { dial, granted, judgeRecord, refused } from '../reference/record.ts';
import { serve } from '../reference/serve.ts';
import type { Session } from '../reference/steps.ts';
import { altered } from './mutant.ts';

/** Answers records one by one, with something wrong. */
async function answerEach(
  session: Session,
  wrong: (received: {
    bytes: Uint8Array;
    descriptors: readonly number[];
  }) => 'end' | 'close-after' | 'leak' | undefined,
): Promise<void> {
  for (;;) {
    const received = await session.channel.receive();
    if (received.kind === 'hang-up') return;
    const what = wrong(received);
    if (what === 'end') return;
    if (what !== 'leak')
      for (const descriptor of received.descriptors) session.seams.closeDescriptor(descriptor);
    const why = judgeRecord(received);
    if (why === undefined) await handOver(session);
    else await refuse(session, why);
    if (what === 'close-after' && why !== undefined) {
      session.channel.close();
      return;
    }
  }
}

const streamsMade = new WeakMap<object, number>();

const malformed = ['malformed-asks-are-refused'] as const;

/** Bugs in the control channel and in how streams are passed. */
export const channelMutants = [
  altered(
    {
      name: 'malformed-record-mints',
      story: 'Nobody looks at what a record says: each one gets a connection.',
      source: 'seed 003',
      caughtBy: malformed,
      within: 30,
    },
    { judgeRecord: () => undefined },
  ),
  altered(
    {
      name: 'first-byte-decides',
      story: 'A record that only begins like a request is one.',
      source: 'seed 003; unix(7), MSG_TRUNC',
      caughtBy: malformed,
      within: 60,
    },
    {
      judgeRecord: record =>
        record.descriptors.length === 0 && record.bytes[0] === dial
          ? undefined
          : judgeRecord({ ...record, cut: true }),
    },
  ),
  altered(
    {
      name: 'attached-descriptors-ignored',
      story: 'A request that comes with descriptors is served as if it had none.',
      source: 'unix(7), SCM_RIGHTS',
      caughtBy: malformed,
      within: 60,
    },
    { judgeRecord: record => judgeRecord({ ...record, descriptors: [] }) },
  ),
  altered(
    {
      name: 'attached-descriptors-leaked',
      story: 'Descriptors that come with a record stay open in the broker, until it has none left.',
      source: 'CVE-2024-21626; unix(7)',
      caughtBy: ['nothing-is-left'],
      within: 60,
    },
    {
      answerAll: session =>
        answerEach(session, ({ descriptors }) => (descriptors.length > 0 ? 'leak' : undefined)),
    },
  ),
  altered(
    {
      name: 'one-descriptor-closed',
      story: 'One descriptor is looked for in what comes with a record, and closed; room for one admits two.',
      source: 'unix(7), SCM_RIGHTS; cmsg(3)',
      caughtBy: ['nothing-is-left'],
      within: 150,
    },
    {
      answerAll: session =>
        answerEach(session, ({ descriptors: [first] }) => {
          if (first !== undefined) session.seams.closeDescriptor(first);
          return first === undefined ? undefined : 'leak';
        }),
    },
  ),
  altered(
    {
      name: 'descriptors-of-wrong-records-leaked',
      story: 'A record that is too long, or empty, is refused before anybody looks for what came with it.',
      source: 'unix(7), SCM_RIGHTS',
      caughtBy: ['nothing-is-left'],
      within: 300,
    },
    { answerAll: session => answerEach(session, ({ bytes }) => (bytes.length === 1 ? undefined : 'leak')) },
  ),
  altered(
    {
      name: 'empty-record-is-the-end',
      story: 'recvmsg returned 0, so the child has hung up: an empty record ends the broker for all others.',
      source: 'recv(2), zero-length datagrams',
      caughtBy: malformed,
      within: 60,
    },
    { answerAll: session => answerEach(session, ({ bytes }) => (bytes.length === 0 ? 'end' : undefined)) },
  ),
  altered(
    {
      name: 'closes-after-refusal',
      story:
        'After one malformed record the channel is closed: one confused process takes it from the others.',
      source: 'seed 003',
      caughtBy: ['valid-asks-get-a-stream'],
      within: 100,
    },
    { answerAll: session => answerEach(session, () => 'close-after') },
  ),
  altered(
    {
      name: 'passed-before-verified',
      story:
        "The child gets its end first; when the broker's own end then fails, the child's request waits for ever.",
      source: 'seed 003',
      caughtBy: ['passed-streams-are-served'],
      within: 500,
    },
    {
      handOver: async session => {
        const { seams, channel } = session;
        let pair: ReturnType<typeof seams.openPair>;
        try {
          pair = seams.openPair();
        } catch {
          return refuse(session, 'no pair');
        }
        const sent = await channel.answer(granted, pair.peer);
        seams.closeDescriptor(pair.peer);
        if (!sent) {
          pair.closeOwn();
          await channel.answer(refused);
          return;
        }
        try {
          serve(session, pair.open());
        } catch {
          pair.closeOwn();
        }
      },
    },
  ),
  altered(
    {
      name: 'own-end-left-open',
      story: "When the broker's own end turns out broken it is dropped without being closed.",
      source: 'seed 003, fd leaks',
      caughtBy: ['nothing-is-left'],
      within: 600,
    },
    {
      handOver: session => {
        const { seams } = session;
        const openPair = (): ReturnType<typeof seams.openPair> => ({
          ...seams.openPair(),
          closeOwn: () => {},
        });
        return handOver(withSeams(session, { openPair }));
      },
    },
  ),
  altered(
    {
      name: 'peer-left-open',
      story:
        'SCM_RIGHTS passes a copy: the end that was passed stays open in the broker, and no stream ever ends.',
      source: 'seed 003, fd leaks',
      caughtBy: ['nothing-is-left'],
      within: 30,
    },
    { handOver: session => handOver(withSeams(session, { closeDescriptor: () => {} })) },
  ),
  altered(
    {
      name: 'peer-closed-twice',
      story: 'The passed end is closed twice: the second time it is the descriptor of somebody else.',
      source: 'close(2)',
      caughtBy: ['nothing-is-left'],
      within: 30,
    },
    {
      handOver: session => {
        const { seams } = session;
        return handOver(
          withSeams(session, {
            closeDescriptor: descriptor => {
              seams.closeDescriptor(descriptor);
              seams.closeDescriptor(descriptor);
            },
          }),
        );
      },
    },
  ),
  altered(
    {
      name: 'failed-passing-not-told',
      story: 'The stream could not be passed, and nobody says so: the child waits for an answer.',
      source: 'unix(7), ETOOMANYREFS',
      caughtBy: ['valid-asks-get-a-stream'],
      within: 600,
    },
    {
      handOver: session => {
        const { channel } = session;
        let failed = false;
        return handOver({
          ...session,
          channel: {
            receive: () => channel.receive(),
            close: () => channel.close(),
            answer: async (byte, descriptor) => {
              if (byte === refused && failed) return true;
              const sent = await channel.answer(byte, descriptor);
              failed = !sent;
              return sent;
            },
          },
        });
      },
    },
  ),
  altered(
    {
      name: 'no-pair-no-more',
      story: 'The first time that no descriptor is left the control loop ends, and with it everything.',
      source: 'socketpair(2), EMFILE',
      caughtBy: ['valid-asks-get-a-stream'],
      within: 600,
    },
    {
      answerAll: async session => {
        let failed = false;
        const { seams } = session;
        const openPair = (): ReturnType<typeof seams.openPair> => {
          try {
            return seams.openPair();
          } catch (error) {
            failed = true;
            throw error;
          }
        };
        const other = withSeams(session, { openPair });
        for (;;) {
          const received = await session.channel.receive();
          if (received.kind === 'hang-up' || failed) return;
          for (const descriptor of received.descriptors) seams.closeDescriptor(descriptor);
          const why = judgeRecord(received);
          if (why !== undefined) await refuse(session, why);
          else await handOver(other);
          if (failed) return session.channel.close();
        }
      },
    },
  ),
  altered(
    {
      name: 'few-streams',
      story: 'The limit of streams is that of a test.',
      source: 'expert',
      caughtBy: ['valid-asks-get-a-stream'],
      within: 500,
    },
    { limits: { ...limits, streams: 32 } },
  ),
  altered(
    {
      name: 'streams-counted-for-ever',
      story:
        'Streams are counted when they are made and not when they end: some day every request is refused.',
      source: 'expert',
      caughtBy: ['valid-asks-get-a-stream'],
      within: 600,
    },
    {
      handOver: session => {
        const made = streamsMade.get(session.server) ?? 0;
        if (made >= limits.streams) return refuse(session, 'too many streams');
        streamsMade.set(session.server, made + 1);
        return handOver(session);
      },
    },
  ),
  altered(
    {
      name: 'no-head-timeout',
      story: 'A client that says half a request, or none, keeps its stream and its descriptors for ever.',
      source: 'seed 003, ReadHeaderTimeout (gosec G112)',
      caughtBy: ['stalled-clients-are-let-go'],
      within: 2000,
    },
    { limits: { ...limits, headMs: 1e9, bodyMs: 1e9 } },
  ),
  altered(
    {
      name: 'no-response-timeout',
      story: 'An upstream that never answers keeps the request for ever.',
      source: 'seed 003, ResponseHeaderTimeout',
      caughtBy: ['stalled-clients-are-let-go'],
      within: 3000,
    },
    { limits: { ...limits, responseMs: 1e9 } },
  ),
  altered(
    {
      name: 'timer-left-running',
      story: 'A timer of each stream goes on when the stream and the broker are gone.',
      source: 'expert',
      caughtBy: ['nothing-is-left'],
      within: 30,
    },
    {
      serve: (session, stream) => {
        session.seams.after(600_000, () => stream.destroy());
        serve(session, stream);
      },
    },
  ),
] as const;

function withSeams(session: Session, change: Partial<Session['seams']>): Session {
  const seams = { ...session.seams, ...change };
  // What changes in the session, as its count of streams, must change in the one that all others have.
  return new Proxy(session, { get: (own, name) => (name === 'seams' ? seams : Reflect.get(own, name)) });
}
