import type { ProgramMutant } from '../../harness/target.ts';

type Story = Omit<ProgramMutant, 'name' | 'file' | 'needs'>;

function python(name: string, story: Story): ProgramMutant {
  return { name, ...story, file: new URL(`./mutants/${name}.py`, import.meta.url), needs: ['python3'] };
}

/** Brokers as programs, with one known bug each. No shell can pass a descriptor: all but the first are in Python. */
export const programMutants: readonly ProgramMutant[] = [
  {
    name: 'exported-key',
    story: 'No broker at all: the key is exported and the child started, as it was before.',
    source: 'seed 003',
    caughtBy: ['key-stays-out-of-the-child'],
    within: 20,
    file: new URL('./mutants/exported-key.sh', import.meta.url),
    needs: ['bash'],
  },
  python('any-record-mints', {
    story: 'Whatever comes over the channel is a request.',
    source: 'seed 003',
    caughtBy: ['malformed-asks-are-refused'],
    within: 60,
  }),
  python('empty-record-ends', {
    story: 'A record without a byte is taken for the end of the channel.',
    source: 'recv(2), zero-length datagrams',
    caughtBy: ['malformed-asks-are-refused'],
    within: 80,
  }),
  python('appends-key', {
    story: "The key is added, and the child's own app_key stays beside it.",
    source: 'seed 003',
    caughtBy: ['key-is-forwarded-once'],
    within: 60,
  }),
  python('echo-kept', {
    story: 'What the upstream says is passed back as it is, the key in it too.',
    source: 'expert',
    caughtBy: ['key-is-in-no-response'],
    within: 200,
  }),
  python('key-in-words', {
    story: 'The key is the last argument of the child.',
    source: 'proc_pid_cmdline(5)',
    caughtBy: ['key-stays-out-of-the-child'],
    within: 20,
  }),
  python('logs-requests', {
    story: 'Each request is logged with its query as it is sent.',
    source: 'CWE-532',
    caughtBy: ['key-is-in-no-log'],
    within: 60,
  }),
  python('waits-for-the-channel', {
    story:
      'The control loop is joined, which ends when the last copy of descriptor 3 is closed: a fork has one.',
    source: 'seed 003, "would deadlock"',
    caughtBy: ['ends-with-the-child'],
    within: 250,
  }),
];
