import type { Peer, Step, WrapScenario } from './scenario.ts';

const right: Peer = { as: 'caller', group: 'own', passes: false, outside: false };

type Connect = Extract<Step, { do: 'connect' }>;

function connect(peer: Partial<Peer>, rest: Partial<Omit<Connect, 'do' | 'peer'>> = {}): Step {
  return {
    do: 'connect',
    peer: { ...right, ...peer },
    socket: 'notify',
    manner: 'stays',
    times: 1,
    settled: true,
    ...rest,
  };
}

/** Nothing is there yet, and the right caller connects once. */
export const calmest: WrapScenario = {
  caller: '1001',
  server: 'root',
  umask: '0022',
  place: { kind: 'missing' },
  meddler: null,
  faults: [],
  steps: [connect({})],
  atEnd: 'peers-gone',
};

/** Wrong peers of every kind come first, some with the right to pass any mode. */
const crowd: WrapScenario = {
  ...calmest,
  umask: '0000',
  steps: [
    connect({ as: 'root' }, { times: 3 }),
    connect({ as: 'other', passes: true }, { socket: 'signal', manner: 'leaves', times: 5, settled: false }),
    connect({ as: 'next', group: 'caller', passes: true }, { socket: 'ptrace' }),
    connect({}, { socket: 'signal' }),
    connect({}, { socket: 'ptrace', manner: 'talks' }),
    connect({}),
  ],
};

/** Nobody can be given anything, and there are no descriptors for a while. */
const poor: WrapScenario = {
  ...calmest,
  server: 'root-without-chown',
  steps: [
    connect({ as: 'other' }, { times: 4 }),
    { do: 'starve' },
    connect({ as: 'other' }, { times: 2 }),
    connect({}),
    { do: 'feed' },
    connect({}),
  ],
};

export const examples: readonly [WrapScenario, ...WrapScenario[]] = [calmest, crowd, poor];
