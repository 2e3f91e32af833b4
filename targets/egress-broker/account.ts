import type { Account, Row, World } from '../../harness/target.ts';
import { keyFileText, ownEnvironment } from './model/key-file.ts';
import type { Observation, StartSeen } from './observation.ts';
import { canServe, tells } from './oracle.ts';
import type { Action, ClientRequest, ControlRecord, Reply, Scenario } from './scenario.ts';
import { targetOf } from './wire/request-text.ts';

const shown = 200;

function excerpt(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return escaped.length > shown ? `${escaped.slice(0, shown)}… (${text.length} bytes)` : escaped;
}

function recordName(record: ControlRecord): string {
  switch (record.kind) {
    case 'valid':
      return 'a valid record';
    case 'byte':
      return `the byte 0x${record.value.toString(16).padStart(2, '0')}`;
    case 'empty':
      return 'an empty record';
    case 'long':
      return `a record of ${record.bytes} bytes`;
    case 'descriptors':
      return `a record ${record.bytes === undefined ? '' : `of ${record.bytes} bytes `}with ${record.count} descriptor${record.count === 1 ? '' : 's'}`;
  }
}

function replyName(reply: Reply): string {
  switch (reply.kind) {
    case 'answer': {
      const { status, framing, bytes, echo, pieces, afterMs, hop } = reply;
      const parts = [`${status}`, `by ${framing}`];
      if (bytes > 0) parts.push(`${bytes} bytes more`);
      if (echo !== 'none') parts.push(`the key in it (${echo})`);
      if (pieces > 1) parts.push(`in ${pieces} pieces`);
      if (afterMs > 0) parts.push(`after ${afterMs} ms`);
      if (hop) parts.push('with headers of the connection');
      return parts.join(', ');
    }
    case 'redirect':
      return `${reply.status} to ${reply.to === 'upstream' ? 'itself' : 'another host'}`;
    case 'dies':
      return `ends after ${reply.permille}/1000 of a response`;
    case 'silent':
      return 'never answers';
    case 'garbage':
      return 'answers with no HTTP';
    case 'odd':
      return `answers with an odd first line (${reply.line})`;
    case 'switches':
      return '101 Switching Protocols';
  }
}

function requestName(request: ClientRequest): string {
  const { method, version, host, headers, body, reply } = request;
  const parts = [`${method} ${targetOf(request)} HTTP/${version}`];
  if (host !== 'usual') parts.push(`host ${host}`);
  parts.push(...headers.map(({ name, value }) => `${name}: ${value}`));
  if (body.framing !== 'none') parts.push(`body by ${body.framing} ${excerpt(body.text)}`);
  return `${parts.join(' · ')} → ${replyName(reply)}`;
}

function actionName(action: Action): string {
  switch (action.do) {
    case 'ask':
      return `sends ${recordName(action.record)}`;
    case 'flood':
      return `sends ${recordName(action.record)} ${action.times} times, ${action.reads ? 'reading' : 'without reading'} the answers${action.keeps ? ', and keeps the streams' : ''}`;
    case 'send': {
      const share = action.permille === 1000 ? '' : `${action.permille}/1000 of `;
      const requests = action.requests.length === 1 ? 'a request' : `${action.requests.length} requests`;
      return `sends ${share}${requests} on stream ${action.stream}`;
    }
    case 'stop-reading':
    case 'read-again':
    case 'close':
      return `${action.do.replace('-', ' ')}, stream ${action.stream}`;
    case 'close-channel':
      return 'closes the channel';
    case 'fork':
      return 'forks';
    case 'wait':
      return `waits ${action.ms} ms`;
    case 'stop':
      return `the broker is told to stop${action.ignored ? ', and the child goes on' : ''}`;
    case 'restart':
      return 'the broker is started again';
    case 'exit':
      return `exits with ${action.status}`;
    case 'die':
      return `dies by ${action.signal}`;
  }
}

function gist(scenario: Scenario): string {
  const { platform, keyFile, planted, upstream, faults, actions } = scenario;
  const parts: string[] = [];
  if (platform === 'bare') parts.push('no support');
  if (!canServe({ ...scenario, platform: 'linux' })) parts.push(`key file ${keyFile}`);
  if (planted !== 'nowhere') parts.push(`key planted in ${planted}`);
  if (upstream === 'down') parts.push('upstream down');
  parts.push(...faults.map(({ nth, kind }) => `pair ${nth} ${kind}`));
  parts.push(...actions.map(actionName));
  return parts.length === 0 ? 'a child that does nothing' : parts.join('; ');
}

function rows({ platform, keyFile, keys, planted, upstream, faults, actions }: Scenario): readonly Row[] {
  const found: Row[] = [
    ['platform', platform === 'linux' ? 'Linux' : 'can pass no descriptors'],
    ['key file', keyFile],
    ['keys', keys.join(' ')],
    ['key planted', planted],
    ['upstream', upstream],
    ...faults.map(({ nth, kind }): Row => ['fault', `pair ${nth} ${kind}`]),
  ];
  for (const action of actions) {
    found.push(['child', actionName(action)]);
    if (action.do !== 'send') continue;
    found.push(...action.requests.map((request): Row => ['request', requestName(request)]));
  }
  return found;
}

function world(scenario: Scenario): World {
  const [key] = scenario.keys;
  return {
    arguments: ['UPSTREAM', 'key', '--', 'CHILD'],
    environment: ownEnvironment(scenario, key),
    files:
      scenario.keyFile === 'missing'
        ? []
        : [{ kind: 'file', path: 'key', content: keyFileText(scenario.keyFile, key), mode: 0o600 }],
    notes: rows(scenario),
  };
}

function endName({ end }: StartSeen): string {
  if (end.kind === 'exited') return `status ${end.status}`;
  return end.kind === 'killed' ? `killed by ${end.signal}` : `not after ${end.afterMs} ms`;
}

function startRows(start: StartSeen, nth: number): readonly Row[] {
  const { key, processes, log, childStatus, stop, left, readable, toldByEngine } = start;
  const found: Row[] = [
    ['start', `${nth + 1}, key ${start.key}: ${endName(start)}, child ${childStatus ?? 'not started'}`],
    ...processes.map(
      ({ environment, arguments: words }): Row => [
        'process',
        `${words.join(' ')} with ${Object.entries(environment)
          .map(([name, value]) => `${name}=${value}`)
          .join(' ')}`,
      ],
    ),
  ];
  if (toldByEngine !== undefined)
    found.push([
      'container',
      toldByEngine.some(text => tells(text, key)) ? 'its engine tells the key' : 'its engine tells no key',
    ]);
  if (readable === true) found.push(['memory', 'open to the child']);
  if (log !== '') found.push(...log.split('\n').map((line): Row => ['said', excerpt(line)]));
  if (stop !== undefined)
    found.push(['stopping', `${stop.connections} connections and ${stop.streams} streams stayed open`]);
  if (left !== undefined && Object.values(left).some(count => count > 0))
    found.push([
      'left',
      `${left.descriptors} descriptors, ${left.connections} connections, ${left.timers} timers; ${left.closedTwice} closed twice`,
    ]);
  return found;
}

function observation({ starts, asks, streams, connections }: Observation): readonly Row[] {
  return [
    ...starts.flatMap(startRows),
    ...asks.map(
      ({ record, times, granted, refused, otherwise }): Row => [
        'channel',
        `${recordName(record)}${times > 1 ? `, ${times} times` : ''}: ${granted} granted, ${refused} refused, ${otherwise} otherwise, ${times - granted - refused - otherwise} not answered`,
      ],
    ),
    ...streams.flatMap(({ sent, received, ended, closedByChild }, nth): Row[] => [
      [
        'stream',
        `${nth}: sent ${sent.map(({ id }) => id).join(' ') || 'nothing'}${ended ? ', ended by the broker' : ''}${closedByChild ? ', closed by the child' : ''}`,
      ],
      ...(received === '' ? [] : [['received', excerpt(received)] as const]),
    ]),
    ...connections.map(({ to, bytes }): Row => ['called', `${to}: ${excerpt(bytes)}`]),
  ];
}

/** How the egress broker's scenarios and runs are told to people. */
export const account: Account<Scenario, Observation> = { gist, scenario: rows, world, observation };
