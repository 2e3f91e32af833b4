import { handOver, refuse } from '../reference/answer-all.ts';
import { dial, judgeRecord } from '../reference/record.ts';
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

const malformed = ['malformed-asks-are-refused'] as const;

/** Bugs in how records are read from the control channel, and in what comes with them. */
export const recordMutants = [
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
] as const;
