import { runBroker } from '../reference/broker.ts';
import { childEnvironment } from '../reference/child-environment.ts';
import { altered, mutant, onOther } from './mutant.ts';

const caught = ['key-stays-out-of-the-child'] as const;

/** Bugs in how the child is started, and in what it can find out. */
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
] as const;
