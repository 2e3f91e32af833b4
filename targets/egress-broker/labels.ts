import { canServe, isPlain } from './oracle.ts';
import { isMalformed } from './properties/asks.ts';
import type { Action, ClientRequest, Scenario } from './scenario.ts';

function* ofRequest(request: ClientRequest): Generator<string> {
  const { method, form, query, host, headers, body, reply, version } = request;
  if (isPlain(request)) yield 'harmless-request';
  if (form !== 'origin') yield `target-${form}`;
  if (method === 'CONNECT') yield 'connect';
  if (version === '1.0') yield 'http-1-0';
  if (host !== 'usual') yield `host-${host}`;
  const keys = query.filter(piece => piece.includes('app') && !piece.includes('#'));
  if (query.length > 0 && keys.length === 0) yield 'key-missing';
  if (keys.length > 1) yield 'key-more-than-once';
  if (query.some(piece => /^(app%5F|%61pp)/.test(piece))) yield 'key-name-encoded';
  if (query.some(piece => piece.includes('stolen'))) yield 'key-of-its-own';
  if (body.text.includes('{sentinel}')) yield 'sentinel-in-the-body';
  if (body.framing !== 'none') yield `body-${body.framing}`;
  if (headers.some(({ name }) => name === 'Upgrade')) yield 'upgrade';
  yield reply.kind === 'answer' ? `echo-${reply.echo}` : `upstream-${reply.kind}`;
  if (reply.kind === 'redirect') yield `redirect-${reply.to}`;
  if (reply.kind === 'answer' && reply.pieces > 1 && reply.echo !== 'none') yield 'echo-in-pieces';
  if (reply.kind === 'answer' && reply.afterMs > 0) yield 'upstream-slow';
}

function* ofAction(action: Action): Generator<string> {
  switch (action.do) {
    case 'ask':
      yield isMalformed(action.record) ? `ask-${action.record.kind}` : 'ask-valid';
      return;
    case 'flood':
      yield action.reads ? 'flood' : 'flood-without-reading';
      return;
    case 'send':
      if (action.requests.length > 1) yield 'pipeline';
      if (action.permille < 1000) yield 'request-cut';
      for (const request of action.requests) yield* ofRequest(request);
      return;
    case 'wait':
      yield action.ms > 60_000 ? 'wait-long' : 'wait';
      return;
    case 'stop':
      yield action.ignored ? 'stop-ignored' : 'stop';
      return;
    default:
      yield action.do;
  }
}

/** Whether the children of a scenario do what children do, and nothing is against them. */
function isBenign(scenario: Scenario): boolean {
  return (
    canServe(scenario) &&
    scenario.upstream === 'up' &&
    scenario.faults.length === 0 &&
    scenario.actions.some(({ do: what }) => what === 'send') &&
    scenario.actions.every(
      action =>
        (action.do === 'ask' && !isMalformed(action.record)) ||
        (action.do === 'send' && action.permille === 1000 && action.requests.every(isPlain)),
    )
  );
}

/** What kind of scenario this is. */
export function labels(scenario: Scenario): readonly string[] {
  const { platform, keyFile, planted, upstream, faults, actions } = scenario;
  const found = new Set(actions.flatMap(action => [...ofAction(action)]));
  if (platform === 'bare') found.add('platform-bare');
  if (!canServe({ ...scenario, platform: 'linux' })) found.add(`key-file-${keyFile}`);
  if (planted !== 'nowhere') found.add(`planted-${planted}`);
  if (upstream === 'down') found.add('upstream-down');
  for (const { kind } of faults) found.add(`pair-${kind}`);
  const valid = actions.filter(action => action.do === 'ask' && !isMalformed(action.record)).length;
  if (valid > 1) found.add('two-clients');
  if (isBenign(scenario)) found.add('benign');
  return [...found];
}

/** Least shares of drawn scenarios, in percent. */
export const atLeast: Readonly<Record<string, number>> = {
  'ask-byte': 5.5,
  'ask-descriptors': 6.8,
  'ask-empty': 6.4,
  'ask-long': 7.2,
  'ask-valid': 53.5,
  benign: 0.4,
  'body-bare-line-feed': 3.6,
  'body-both': 3.6,
  'body-cased': 14.1,
  'body-chunked': 36.4,
  'body-coded': 3.6,
  'body-extended': 3.3,
  'body-folded': 3.2,
  'body-length': 36.5,
  'body-named-length': 3.2,
  'body-signed': 3.5,
  'body-spaced': 3.7,
  'body-two-lengths': 3.3,
  close: 12.2,
  'close-channel': 6.5,
  connect: 6.2,
  die: 6.4,
  'echo-early-hint': 6.3,
  'echo-gzip': 12.9,
  'echo-gzip-transfer': 5.5,
  'echo-gzip-unasked': 5.3,
  'echo-header': 12.3,
  'echo-in-pieces': 32,
  'echo-json': 12.2,
  'echo-none': 46.1,
  'echo-percent': 12,
  'echo-plain': 16.7,
  'echo-status-line': 5.1,
  'echo-trailer': 6.2,
  exit: 6.5,
  flood: 3.7,
  'flood-without-reading': 3.3,
  fork: 6.2,
  'harmless-request': 50.3,
  'host-elsewhere': 14.2,
  'host-missing': 7.1,
  'host-twice': 7.3,
  'http-1-0': 11.8,
  'key-file-blank-inside': 1.4,
  'key-file-empty': 1.5,
  'key-file-missing': 1.5,
  'key-file-short': 1.6,
  'key-file-two-lines': 1.5,
  'key-missing': 29,
  'key-more-than-once': 40.5,
  'key-name-encoded': 27.8,
  'key-of-its-own': 21.2,
  'pair-not-made': 2.7,
  'pair-not-passed': 2.8,
  'pair-own-end-broken': 2.9,
  pipeline: 48,
  'planted-key-variable': 6.4,
  'planted-other-variable': 6.1,
  'platform-bare': 1.8,
  'read-again': 6.4,
  'redirect-elsewhere': 12.5,
  'redirect-upstream': 12.5,
  'request-cut': 32.9,
  restart: 12.5,
  'sentinel-in-the-body': 36.7,
  stop: 6.5,
  'stop-ignored': 6.4,
  'stop-reading': 6.3,
  'target-absolute': 10.5,
  'target-asterisk': 5.4,
  'target-authority': 5.3,
  'two-clients': 40.5,
  upgrade: 7.4,
  'upstream-dies': 12.2,
  'upstream-down': 3.1,
  'upstream-garbage': 11.9,
  'upstream-odd': 10.8,
  'upstream-redirect': 21.5,
  'upstream-silent': 20.9,
  'upstream-slow': 20.6,
  'upstream-switches': 12.5,
  wait: 9.8,
  'wait-long': 18.5,
};
