import { z } from 'zod';

export const socketNames = ['notify', 'signal', 'ptrace'] as const;
const socket = z.enum(socketNames);
export type SocketName = z.infer<typeof socket>;

const mode = z.string().regex(/^[0-7]{4}$/, 'expected four octal digits');

/** Whose something is. "other" is user 2000, who has no part in it. */
const owner = z.enum(['server', 'caller', 'other']);
export type Owner = z.infer<typeof owner>;

const held = z.strictObject({
  name: z.enum(['notify.sock', 'signal.sock', 'ptrace.sock', 'README', '.hidden']),
  /** A stale socket is one that nobody listens at; a link leads to a file of root's elsewhere. */
  kind: z.enum(['stale-socket', 'file', 'link']),
  owner,
});

export type Held = z.infer<typeof held>;

/** What is found where SOCKET_DIR shall be. */
const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('missing') }),
  z.strictObject({ kind: z.literal('folder'), mode, owner, holds: z.array(held).max(3) }),
  /** To an empty folder of the server's, or to nothing. */
  z.strictObject({ kind: z.literal('link'), to: z.enum(['folder', 'nothing']) }),
  z.strictObject({ kind: z.literal('file'), owner }),
]);
export type Place = z.infer<typeof place>;

/** One call of the server's that fails, by its count. `lasting`: it and each later one. */
const fault = z.strictObject({
  call: z.enum(['mkdir', 'readdir', 'chmod', 'chown', 'bind', 'listen', 'accept', 'credentials', 'unlink']),
  nth: z.int().min(1).max(2_000),
  code: z.enum(['EPERM', 'EACCES', 'EIO', 'EROFS', 'ENOSPC', 'EMFILE', 'ENFILE', 'ECONNABORTED', 'ENOBUFS']),
  lasting: z.boolean(),
});
export type Fault = z.infer<typeof fault>;

const peer = z.strictObject({
  /**
   * Effective user id: the caller's; the server's; root; 2000; the caller's plus one, or plus 2^16, or with a digit more or
   * less at its end; 65534; 2^32 - 1, which no process has. Where no caller is known, 1001 stands for it.
   */
  as: z.enum([
    'caller',
    'server',
    'root',
    'other',
    'next',
    'wrapped',
    'longer',
    'shorter',
    'overflow',
    'none',
  ]),
  /** Effective group id: its user id, or the caller's, or root's. */
  group: z.enum(['own', 'caller', 'root']),
  /** Passes every mode: CAP_DAC_OVERRIDE. */
  passes: z.boolean(),
  /** Lives outside of the server's pid namespace, so that the server sees pid 0. */
  outside: z.boolean(),
});
export type Peer = z.infer<typeof peer>;

const step = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('connect'),
    peer,
    socket,
    /** Says nothing and stays; sends a few bytes and stays; closes at once; is killed at once. */
    manner: z.enum(['stays', 'talks', 'leaves', 'dies']),
    times: z.int().min(1).max(2_000),
    /** Whether the server has come to rest before the next step begins. */
    settled: z.boolean(),
  }),
  /** From here on the server can't have one more descriptor than it has; and again as many as it likes. */
  z.strictObject({ do: z.literal('starve') }),
  z.strictObject({ do: z.literal('feed') }),
]);
export type Step = z.infer<typeof step>;

/** Everything that decides what happens to a server of the three sockets. */
export const wrapScenario = z.strictObject({
  /** CALLER_UID, as it is given. */
  caller: z.string().regex(/^[^\0]*$/, 'expected text without NUL'),
  /** User 0; user 0 that may change no owner (no CAP_CHOWN); user 990. */
  server: z.enum(['root', 'root-without-chown', 'user']),
  umask: mode,
  place,
  /** Somebody who, once the server has made so many calls, serving or not, puts a link to a file of root's in the place of a socket, as soon as modes allow. */
  meddler: z.strictObject({ who: z.enum(['caller', 'other']), after: z.int().min(0).max(60) }).nullable(),
  faults: z
    .array(fault)
    .max(3)
    .refine(all => new Set(all.map(({ call }) => call)).size === all.length, 'expected one fault a call'),
  steps: z.array(step).max(12),
  /** Whether the peers are still connected when the server is asked to end. Only when they have gone, descriptors are counted. */
  atEnd: z.enum(['peers-gone', 'peers-there']),
});
export type WrapScenario = z.infer<typeof wrapScenario>;

/** Where everything is; at fidelity process below the world's folder. */
export const parent = '/run';
export const socketDir = `${parent}/wrap`;

const numbers = { root: 0, other: 2_000, overflow: 65_534, none: 4_294_967_295 } as const;
const usualCaller = 1_001;
const userServer = 990;

export function serverUid({ server }: WrapScenario): number {
  return server === 'user' ? userServer : 0;
}

/** The number that stands for the caller: CALLER_UID where it is a plain number that a process can have. */
export function callerUid({ caller }: WrapScenario): number {
  const uid = /^[1-9]\d{0,9}$/.test(caller) ? Number(caller) : usualCaller;
  return uid < numbers.none ? uid : usualCaller;
}

export function ownerUid(scenario: WrapScenario, whose: Owner): number {
  if (whose === 'server') return serverUid(scenario);
  return whose === 'caller' ? callerUid(scenario) : numbers.other;
}

export function peerUid(scenario: WrapScenario, { as }: Peer): number {
  const caller = callerUid(scenario);
  switch (as) {
    case 'caller':
      return caller;
    case 'server':
      return serverUid(scenario);
    case 'next':
      return caller + 1;
    case 'wrapped':
      return (caller + 65_536) % 2 ** 32;
    case 'longer':
      return caller * 10 < numbers.none ? caller * 10 : numbers.other;
    case 'shorter':
      return Math.floor(caller / 10);
    default:
      return numbers[as];
  }
}

export function peerGid(scenario: WrapScenario, peer: Peer): number {
  if (peer.group === 'root') return 0;
  return peer.group === 'caller' ? callerUid(scenario) : peerUid(scenario, peer);
}
