import { runBroker, steps } from '../reference/broker.ts';
import { altered, mutant, onOther } from './mutant.ts';

/** Bugs in how the broker ends, and in what it says of how the child did. */
export const endMutants = [
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
