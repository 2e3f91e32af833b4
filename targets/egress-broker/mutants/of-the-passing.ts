import { handOver, refuse } from '../reference/answer-all.ts';
import { limits } from '../reference/limits.ts';
import { granted, judgeRecord, refused } from '../reference/record.ts';
import { serve } from '../reference/serve.ts';
import type { Session } from '../reference/steps.ts';
import { altered } from './mutant.ts';

const streamsMade = new WeakMap<object, number>();

/** Bugs in how streams are made, passed and counted. */
export const passingMutants = [
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
] as const;

function withSeams(session: Session, change: Partial<Session['seams']>): Session {
  const seams = { ...session.seams, ...change };
  // What changes in the session, as its count of streams, must change in the one that all others have.
  return new Proxy(session, { get: (own, name) => (name === 'seams' ? seams : Reflect.get(own, name)) });
}
