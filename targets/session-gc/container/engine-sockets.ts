import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CuttingProxy,
  type Given,
  leaveDeadSocket,
  openCuttingProxy,
  type ProxyRequest,
} from '../../../harness/world/engine/cutting-proxy.ts';
import type { Call } from '../scenario.ts';
import { silenceAt } from './client-script.ts';
import type { ContainerSet } from './container-set.ts';
import { type Manner, mannerOf } from './manner.ts';
import { wantedOf } from './wanted.ts';

/** Something that is done to the engine itself just before it is asked in a call, and undone after the sweep. */
export type Meanwhile = (call: number) => Promise<AsyncDisposable | undefined>;

/** The engine, as the calls of one sweep find it: a socket for each. */
export interface EngineSockets extends AsyncDisposable {
  /** What was asked of the engine in a call, from 1. */
  asked(call: number): readonly Asked[];
  /** @throws what went wrong with the harness */
  check(): void;
}

/** The engine was asked for its containers. */
export interface Asked {
  /** Names of those that there were. */
  readonly containers: readonly string[];
  /** Whether it answered. */
  answered: boolean;
}

export interface SocketsOptions {
  /** Where the sockets are; made for them. */
  readonly folder: string;
  /** Path of the engine's own. */
  readonly engine: string;
  readonly set: ContainerSet;
  readonly backstage: string;
  readonly meanwhile: Meanwhile | undefined;
}

/** Path of the socket at which a call, from 1, finds the engine. */
export function socketOf(folder: string, call: number): string {
  return join(folder, `${call}.sock`);
}

const everybody = 0o666;
const nobody = 0o000;

/** Opens a socket for each call, which does to the engine's answer what the scenario says. */
export async function openEngineSockets(
  calls: readonly Call[],
  options: SocketsOptions,
): Promise<EngineSockets> {
  mkdirSync(options.folder, { mode: 0o755 });
  const asked = calls.map((): Asked[] => []);
  const undo: AsyncDisposable[] = [];
  const proxies: CuttingProxy[] = [];
  const close = async (): Promise<void> => {
    for (const one of [...proxies.splice(0), ...undo.splice(0)]) await one[Symbol.asyncDispose]();
  };
  const open = async (call: Call, nth: number): Promise<void> => {
    const manner = mannerOf(call);
    const at = socketOf(options.folder, nth);
    if (manner.how === 'missing') return;
    if (manner.how === 'refuses') return leaveDeadSocket(at, everybody);
    const give = giver(call, manner, {
      ...options,
      nth,
      asked: asked[nth - 1] ?? [],
      undone: one => void undo.push(one),
    });
    const mode = manner.how === 'unreadable' ? nobody : everybody;
    proxies.push(await openCuttingProxy({ engine: options.engine, at, mode, give }));
  };
  try {
    for (const [index, call] of calls.entries()) await open(call, index + 1);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    asked: nth => asked[nth - 1] ?? [],
    check() {
      for (const { fault } of proxies) if (fault !== undefined) throw fault;
    },
    [Symbol.asyncDispose]: close,
  };
}

interface Giving extends SocketsOptions {
  readonly nth: number;
  readonly asked: Asked[];
  undone(one: AsyncDisposable): void;
}

/** One request at a time, so that nobody is listed while containers come and go. */
function giver(
  call: Call,
  manner: Manner,
  giving: Giving,
): (request: ProxyRequest) => Promise<Given | undefined> {
  let turn: Promise<unknown> = Promise.resolve();
  return async request => {
    const { pathname } = new URL(request.path, 'http://engine');
    const path = pathname.replace(/^\/v[\d.]+\//, '/');
    if (path === '/_ping' || path === '/version')
      return { bytes: await request.answer(), afterwards: 'ends' };
    if (path !== '/containers/json') return undefined;
    const given = turn.then(() => list(request, call, manner, giving));
    turn = given.catch(() => {});
    return given;
  };
}

async function list(
  request: ProxyRequest,
  call: Call,
  manner: Manner,
  { set, nth, asked, backstage, meanwhile, undone }: Giving,
): Promise<Given> {
  const wanted = wantedOf(call);
  const removed = (when: string): readonly string[] =>
    [...wanted].filter(([, state]) => state === when).map(([name]) => name);
  if (asked.length === 0) {
    await set.become(wanted);
    for (const name of removed('removed-before')) await set.remove(name);
  }
  const note: Asked = { containers: await set.names(), answered: false };
  asked.push(note);
  const undo = await meanwhile?.(nth);
  if (undo !== undefined) undone(undo);
  const path = manner.how === 'fails' ? notUnderstood(request.path) : ownOnly(request.path, set.label);
  const bytes = await answerOf(request, path);
  note.answered = manner.how !== 'holds';
  for (const name of removed('removed-after')) await set.remove(name);
  if (manner.how === 'cut') return { bytes: cut(bytes, manner.at), afterwards: 'ends' };
  if (manner.how !== 'holds') return { bytes, afterwards: 'ends' };
  writeFileSync(silenceAt(backstage, nth), '');
  return { bytes: cut(bytes, manner.at), afterwards: 'silence' };
}

/** Nothing where the engine has died: its client sees a connection that ends. */
async function answerOf(request: ProxyRequest, path: string): Promise<Buffer> {
  try {
    return await request.answer(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** So much of an answer, and never all of it. */
function cut(bytes: Buffer, at: number): Buffer {
  return bytes.subarray(0, Math.min(at, bytes.length - 1));
}

/** The same request, for the containers of one scenario: the engine has those of others too. */
function ownOnly(path: string, label: string): string {
  const url = new URL(path, 'http://engine');
  const { label: labels = [], ...others } = filtersIn(url.searchParams.get('filters'));
  url.searchParams.set('filters', JSON.stringify({ ...others, label: [...labels, label] }));
  return url.pathname + url.search;
}

/** Filters are values by name; older clients write each value as a key of its own. */
function filtersIn(text: string | null): Readonly<Record<string, readonly string[]>> {
  const read = JSON.parse(text ?? '{}') as Readonly<Record<string, readonly string[] | object>>;
  return Object.fromEntries(
    Object.entries(read).map(([name, values]) => [
      name,
      Array.isArray(values) ? values : Object.keys(values),
    ]),
  );
}

/** The same request, of which the engine says that it can't be read. */
function notUnderstood(path: string): string {
  const url = new URL(path, 'http://engine');
  url.searchParams.set('filters', '{');
  return url.pathname + url.search;
}
