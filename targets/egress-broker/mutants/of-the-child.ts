import { runBroker, steps } from '../reference/broker.ts';
import { childEnvironment } from '../reference/child-environment.ts';
import { altered, mutant, onOther } from './mutant.ts';

const caught = ['key-stays-out-of-the-child'] as const;

/** Bugs in how the child is started and what it can find out, and in how the broker ends. */
export const childMutants = [
  altered(
    {
      name: 'key-in-environment',
      story:
        'The key is in the environment of the child, as it was before there was a broker: printenv shows it.',
      source: 'seed 003',
      caughtBy: caught,
      within: 20,
    },
    {
      childStart: (words, environment, key) => ({
        words,
        environment: { ...childEnvironment(environment, key), FLASHDUTY_APP_KEY: key },
      }),
    },
  ),
  mutant(
    {
      name: 'falls-back-to-environment',
      story: 'Where the platform has no broker the child gets the key in its environment, in silence.',
      source: 'seed 003, broker_other.go',
      caughtBy: caught,
      within: 600,
    },
    async (request, seams) => {
      if (seams.unsupported === undefined) return runBroker(request, seams);
      const key = Buffer.from(await seams.readKey(request.keyFile))
        .toString()
        .trim();
      const end = await seams.spawn({ words: request.child, environment: { FLASHDUTY_APP_KEY: key } }, -1)
        .ended;
      return end.kind === 'exited' ? end.status : 1;
    },
  ),
  onOther(
    {
      name: 'advertised-without-support',
      story:
        'Nobody looks whether the platform can pass descriptors: the child is told of a broker that is none.',
      source: 'seed 003, BrokerSupported',
      caughtBy: ['no-broker-without-its-means'],
      within: 600,
    },
    () => ({ unsupported: undefined }),
  ),
  altered(
    {
      name: 'key-in-argument',
      story: 'The key is an argument of the child: ps shows it to everybody.',
      source: 'proc_pid_cmdline(5)',
      caughtBy: caught,
      within: 20,
    },
    {
      childStart: (words, environment, key) => ({
        words: [...words, `--app-key=${key}`],
        environment: childEnvironment(environment, key),
      }),
    },
  ),
  altered(
    {
      name: 'own-environment-passed-on',
      story: "The child inherits the broker's environment as it is, and somebody had put the key there.",
      source: 'environ(7)',
      caughtBy: caught,
      within: 60,
    },
    {
      childStart: (words, environment) => ({
        words,
        environment: {
          ...Object.fromEntries(Object.entries(environment).map(([name, value = '']) => [name, value])),
          FLASHDUTY_CRED_FD: '3',
        },
      }),
    },
  ),
  altered(
    {
      name: 'only-the-key-variable-removed',
      story: 'FLASHDUTY_APP_KEY is taken out; another variable that holds the key is not.',
      source: 'expert',
      caughtBy: caught,
      within: 120,
    },
    {
      childStart: (words, environment) => {
        const kept = Object.entries(environment).filter(([name]) => name !== 'FLASHDUTY_APP_KEY');
        return {
          words,
          environment: {
            ...Object.fromEntries(kept.map(([name, value = '']) => [name, value])),
            FLASHDUTY_CRED_FD: '3',
          },
        };
      },
    },
  ),
  altered(
    {
      name: 'descriptor-not-named',
      story:
        'The child is started with descriptor 3, and nobody tells it: its client falls back to asking for a key.',
      source: 'seed 003, FLASHDUTY_CRED_FD',
      caughtBy: ['child-is-told-of-the-broker'],
      within: 20,
    },
    {
      childStart: (words, environment, key) => {
        const { FLASHDUTY_CRED_FD: _, ...rest } = childEnvironment(environment, key);
        return { words, environment: rest };
      },
    },
  ),
  mutant(
    {
      name: 'refuses-key-without-line-end',
      story: 'A key file whose line has no end is taken for one that is not written yet.',
      source: 'POSIX, 3.206 Line',
      caughtBy: ['child-is-told-of-the-broker'],
      within: 100,
    },
    (request, seams) =>
      runBroker(request, {
        ...seams,
        readKey: async path => {
          const bytes = await seams.readKey(path);
          return bytes.at(-1) === 0x0a ? bytes : new Uint8Array();
        },
      }),
  ),
  onOther(
    {
      name: 'memory-left-open',
      story: 'PR_SET_DUMPABLE stays as it is: the child reads the key out of /proc/PID/mem of the broker.',
      source: 'seed 003; prctl(2)',
      caughtBy: ['memory-is-closed-to-the-child'],
      within: 20,
    },
    () => ({ hideMemory: () => {} }),
  ),
  mutant(
    {
      name: 'memory-closed-too-late',
      story: 'The key is read first and the memory closed afterwards: there is a moment in between.',
      source: 'prctl(2)',
      caughtBy: ['memory-is-closed-to-the-child'],
      within: 20,
    },
    (request, seams) =>
      runBroker(request, {
        ...seams,
        hideMemory: () => {},
        readKey: async path => {
          const bytes = await seams.readKey(path);
          seams.hideMemory();
          return bytes;
        },
      }),
  ),
  mutant(
    {
      name: 'unusable-key-passed',
      story: 'Whatever the key file holds is the key: nothing, two lines, half of it.',
      source: 'expert',
      caughtBy: ['no-broker-without-its-means'],
      within: 300,
    },
    (request, seams) =>
      runBroker(request, {
        ...seams,
        readKey: async path => {
          const text = Buffer.from(await seams.readKey(path))
            .toString()
            .replace(/\s/g, '');
          return Buffer.from(text.padEnd(8, '0'));
        },
      }),
  ),
  mutant(
    {
      name: 'status-lost',
      story: 'The exit status says whether the broker did well, not the child.',
      source: 'expert',
      caughtBy: ['exit-status-is-the-childs'],
      within: 100,
    },
    async (request, seams) => ((await runBroker(request, seams)) === 125 ? 125 : 0),
  ),
  mutant(
    {
      name: 'signal-read-as-status',
      story: 'A child that was killed counts as one that exited with the number of the signal.',
      source: 'bash(1), EXIT STATUS',
      caughtBy: ['exit-status-is-the-childs'],
      within: 150,
    },
    async (request, seams) => {
      const status = await runBroker(request, seams);
      return status > 128 && status < 160 ? status - 128 : status;
    },
  ),
  altered(
    {
      name: 'joins-the-control-loop',
      story: 'The broker waits until the channel is closed, which a fork of the child keeps open for ever.',
      source: 'seed 003, "would deadlock"',
      caughtBy: ['ends-with-the-child'],
      within: 500,
    },
    {
      stop: session => {
        for (const callOff of [...session.timers]) callOff();
        for (const thing of [...session.open]) thing.destroy();
        session.stopped = true;
      },
    },
  ),
  onOther(
    {
      name: 'never-kills',
      story: 'A child that ignores SIGTERM keeps the broker from stopping.',
      source: 'expert',
      caughtBy: ['ends-with-the-child'],
      within: 2500,
    },
    seams => ({
      spawn: (start, control) => {
        const child = seams.spawn(start, control);
        return { ended: child.ended, signal: name => (name === 'SIGKILL' ? undefined : child.signal(name)) };
      },
    }),
  ),
  altered(
    {
      name: 'stop-drains-first',
      story:
        'Stopping takes no new requests and waits for those that run: the upstream decides when it is over.',
      source: 'seed 003, BaseContext',
      caughtBy: ['stopping-is-prompt'],
      within: 600,
    },
    {
      stop: session => {
        session.channel.close();
        session.seams.after(5_000, () => steps.stop(session));
      },
    },
  ),
] as const;
