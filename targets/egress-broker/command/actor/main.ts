import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { AskSeen } from '../../observation.ts';
import type { Action, ControlRecord, Reply } from '../../scenario.ts';
import { cutText, prepare } from '../../wire/prepare.ts';
import { Client } from './client.ts';
import { type Answer, awaitAnswer, heldDescriptors, readAnswer, sendRecord } from './control-end.ts';
import { inheritedSockets, parentReadable, treeSeen } from './look-around.ts';
import type { Plan, Report } from './plan.ts';
import { Upstream } from './upstream.ts';

// The child of a broker: it opens the upstream, does what its plan says, looks around, and writes down what it saw.

const inherited = inheritedSockets();
const [, , planFile = ''] = process.argv;
const plan = JSON.parse(readFileSync(planFile, 'utf8')) as Plan;
const replies = new Map<string, Reply>();
const upstream = new Upstream(plan.start, id => replies.get(id));
const clients: Client[] = [];
const asks: Omit<AskSeen, 'pairs'>[] = [];
const readable = plan.stopFile === undefined ? parentReadable() : null;
let ids = plan.ids;
let holdsChannel = true;
let fork: ChildProcess | undefined;

/** How long replies are waited for in the end. */
const patienceMs = 2_600;
/** How long after it is told to stop a broker may have something open. */
const promptMs = 700;

function report(childStatus: number, extra: Partial<Report> = {}): void {
  const seen: Report = {
    processes: treeSeen(),
    inherited,
    readable,
    asks,
    streams: clients.map(client => client.seen),
    connections: upstream.seen,
    stop: null,
    finished: false,
    childStatus,
    ids,
    doneAt: Date.now(),
    ...extra,
  };
  writeFileSync(`${plan.report}.part`, JSON.stringify(seen));
  renameSync(`${plan.report}.part`, plan.report);
}

function die(signal: NodeJS.Signals): Promise<never> {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  return new Promise(() => {});
}

async function ask(at: number, record: ControlRecord, times: number, how: { reads: boolean; keep: boolean }) {
  const answers: Answer[] = [];
  const streams = clients.filter(client => client.isOpen).length;
  const take = (answer: Answer): void => {
    answers.push(answer);
    for (const [nth, descriptor] of answer.descriptors.entries()) {
      if (how.keep && answer.byte === 0 && nth === 0) clients.push(new Client(plan.start, descriptor));
      else closeSync(descriptor);
    }
  };
  let sent = 0;
  while (holdsChannel && sent < times) {
    if (sendRecord(record)) {
      sent += 1;
      if (!how.reads) continue;
    }
    const answer = await awaitAnswer();
    if (answer === undefined) break;
    take(answer);
  }
  while (holdsChannel && answers.length < sent) {
    const answer = readAnswer() ?? (await awaitAnswer());
    if (answer === undefined || answer === 'end') break;
    take(answer);
  }
  const granted = answers.filter(({ byte, descriptors }) => byte === 0 && descriptors.length === 1).length;
  const refused = answers.filter(({ byte, descriptors }) => byte === 255 && descriptors.length === 0).length;
  const otherwise = answers.length - granted - refused;
  asks.push({
    start: plan.start,
    action: at,
    record,
    times,
    granted,
    refused,
    otherwise,
    faults: 0,
    open: holdsChannel,
    streams,
    held: record.kind === 'descriptors' ? await heldDescriptors() : 0,
  });
}

/** Another process with the channel. It goes when the broker has gone, or after some seconds. */
function forkOnce(): void {
  const script = 'n=0; while kill -0 "$1" && [ $n -lt 400 ]; do sleep 0.01; n=$((n+1)); done 2>/dev/null';
  fork ??= spawn('/bin/sh', ['-c', script, 'fork', `${process.ppid}`], {
    stdio: ['ignore', 'ignore', 'ignore', 3],
    detached: true,
  });
  fork.unref();
}

async function stop(ignored: boolean): Promise<never> {
  process.on('SIGTERM', () => {});
  if (plan.stopFile === undefined) process.kill(process.ppid, 'SIGTERM');
  else writeFileSync(plan.stopFile, '');
  const until = performance.now() + promptMs;
  const open = (): number => upstream.open + clients.filter(client => client.isOpen && client.served).length;
  while (performance.now() < until && open() > 0) await delay(5);
  const streams = clients.filter(client => client.isOpen && client.served).length;
  report(ignored ? 128 + constants.signals.SIGKILL : 128 + constants.signals.SIGTERM, {
    stop: { connections: upstream.open, streams },
  });
  if (!ignored) await die('SIGTERM');
  for (;;) await delay(1_000);
}

async function act(at: number, action: Action): Promise<void> {
  switch (action.do) {
    case 'ask':
      return ask(at, action.record, 1, { reads: true, keep: true });
    case 'flood':
      return ask(at, action.record, action.times, { reads: action.reads, keep: action.keeps === true });
    case 'wait':
      return delay(action.ms);
    case 'close-channel':
      if (holdsChannel) closeSync(3);
      holdsChannel = false;
      return;
    case 'fork':
      if (holdsChannel) forkOnce();
      return;
    case 'stop':
      return stop(action.ignored);
    case 'exit':
      report(action.status);
      return process.exit(action.status);
    case 'die':
      report(128 + constants.signals[action.signal]);
      return die(action.signal);
    case 'restart':
      return;
    default: {
      const open = clients.filter(client => client.isOpen);
      const client = open[action.stream % Math.max(1, open.length)];
      if (client === undefined) return;
      if (action.do === 'close') client.close();
      else if (action.do !== 'send') client.reads(action.do === 'read-again');
      else await send(client, action, at);
    }
  }
}

async function send(client: Client, action: Extract<Action, { do: 'send' }>, at: number): Promise<void> {
  const prepared = action.requests.map((request, nth) => {
    ids += 1;
    return prepare(request, { action: at, nth, id: `r${ids}` });
  });
  for (const { id, reply } of prepared) replies.set(id, reply);
  const { text, sent } = cutText(prepared, action.permille);
  client.send(
    text,
    sent,
    action.requests.map(({ method }) => method),
  );
  await client.settle();
}

async function play(): Promise<void> {
  if (plan.up) await upstream.listen(plan.port);
  if (process.env['FLASHDUTY_CRED_FD'] === '3') {
    for (const { at, action } of plan.steps) await act(at, action);
    if (plan.steps.at(-1)?.action.do === 'restart') {
      report(0);
      process.exit(0);
    }
    const until = performance.now() + patienceMs;
    while (performance.now() < until && clients.some(client => client.waits)) await delay(5);
  }
  report(0, { finished: true });
  process.exit(0);
}

await play();
