import type { Action, ClientRequest, Reply, Scenario } from './scenario.ts';

/** A reply that is like most. */
export const calmReply: Extract<Reply, { kind: 'answer' }> = {
  kind: 'answer',
  status: 200,
  framing: 'length',
  bytes: 0,
  echo: 'none',
  pieces: 1,
  afterMs: 0,
  hop: false,
};

/** A request that is like most. */
const calmRequest: ClientRequest = {
  method: 'GET',
  form: 'origin',
  path: '/channel/list',
  query: ['app_key={sentinel}'],
  separator: '&',
  version: '1.1',
  host: 'usual',
  headers: [],
  body: { framing: 'none', text: '' },
  reply: calmReply,
};

/** Asks for a stream. */
export const ask: Action = { do: 'ask', record: { kind: 'valid' } };

/** Sends whole requests on a stream. */
export function send(
  ...requests: readonly [Partial<ClientRequest>, ...Partial<ClientRequest>[]]
): Extract<Action, { do: 'send' }> {
  return {
    do: 'send',
    stream: 0,
    requests: requests.map(request => ({ ...calmRequest, ...request })),
    permille: 1000,
  };
}

/** One child, one request. */
export const calm: Scenario = {
  platform: 'linux',
  keyFile: 'line',
  keys: ['k7Qm2vX9-live', 'Zr41wUo8_rotated'],
  planted: 'nowhere',
  upstream: 'up',
  faults: [],
  actions: [ask, send({})],
};

export const examples: readonly [Scenario, ...Scenario[]] = [
  calm,
  { ...calm, actions: [ask, ask, send({ path: '/one' }), { ...send({ path: '/two' }), stream: 1 }] },
  { ...calm, actions: [{ do: 'ask', record: { kind: 'byte', value: 2 } }, ask, send({})] },
  { ...calm, actions: [{ do: 'ask', record: { kind: 'empty' } }, ask, send({})] },
  { ...calm, actions: [ask, send({ reply: { ...calmReply, echo: 'plain' } })] },
  { ...calm, faults: [{ nth: 1, kind: 'own-end-broken' }], actions: [ask, ask, send({})] },
  { ...calm, actions: [ask, send({}), { do: 'restart' }, ask, send({})] },
  { ...calm, actions: [ask, { do: 'fork' }, { do: 'exit', status: 7 }] },
  { ...calm, actions: [ask, send({ reply: { kind: 'silent' } }), { do: 'stop', ignored: false }] },
  { ...calm, platform: 'bare', actions: [] },
];
