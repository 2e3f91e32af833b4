import { z } from 'zod';

const uid = z
  .int()
  .min(0)
  .max(2 ** 32 - 2);
const mask = z.string().regex(/^[0-9a-f]{16}$/, 'expected 16 hexadecimal digits in lower case');
const mode = z.string().regex(/^[0-7]{4}$/, 'expected four octal digits');
const position = z.int().min(0);
/** What follows a flag: anything that is not taken for a flag itself, and that a program can be given. */
const flagValue = z.string().regex(/^(?!-)[^\0]*$/, 'expected text without NUL that does not begin with "-"');

const damage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('crlf') }),
  z.strictObject({ kind: z.literal('cut'), at: position }),
  z.strictObject({ kind: z.literal('nul'), at: position }),
  z.strictObject({ kind: z.literal('nul-tail'), at: position }),
  z.strictObject({ kind: z.literal('line-doubled'), line: position }),
  z.strictObject({ kind: z.literal('line-dropped'), line: position }),
  z.strictObject({ kind: z.literal('line-moved'), line: position, before: position }),
  z.strictObject({ kind: z.literal('lines-reversed') }),
]);

/** `/proc/self/status`: an error, or what it says and what became of it on the way. */
const status = z.strictObject({
  /** The code that reading it fails with; null: it can be read. */
  fault: z.enum(['EACCES', 'ENOENT', 'EIO', 'EMFILE', 'EPERM']).nullable(),
  /** The process's name: up to 15 bytes, chosen by whoever named the program; the kernel escapes only line feeds. */
  name: z
    .string()
    .regex(/^[^\n\\\0]*$/, 'expected text without line feed, backslash and NUL')
    .refine(name => Buffer.byteLength(name) <= 15, 'expected at most 15 bytes'),
  effective: mask,
  /** Capabilities that are permitted beside the effective ones. */
  dormant: mask,
  /** What follows `CapEff:` instead of the mask; null: what the kernel writes. */
  written: z
    .string()
    .regex(/^[^\n]*$/, 'expected one line')
    .nullable(),
  damage: damage.nullable(),
});

const noMask = '0000000000000000';

/** What the process is and holds beside its user ids and its effective capabilities: nothing of it counts. */
const beside = z.strictObject({
  gid: z.strictObject({ real: uid, effective: uid }),
  /** Null: none, or those that whoever starts it can't take off. */
  groups: z.array(uid).max(16).nullable(),
  /** What it would hold in these sets, as far as the user ids and the effective and permitted sets leave that open. */
  inheritable: mask,
  bounding: mask,
  ambient: mask,
  noNewPrivileges: z.boolean(),
});

export type Beside = z.infer<typeof beside>;

/** As a container of the common engine has it; what a case means that says nothing of it. */
export const usualBeside: Beside = {
  gid: { real: 1000, effective: 1000 },
  groups: null,
  inheritable: noMask,
  bounding: '00000000a80425fb',
  ambient: noMask,
  noNewPrivileges: true,
};

/** Whose something is: by its relation to the process, or root, or somebody else (uid 2000). */
const owner = z.enum(['effective', 'real', 'saved', 'root', 'other']);

/** What is found where the certificate cache should be. A link leads to a folder of that mode and owner, or nowhere. */
const cacheEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('missing') }),
  z.strictObject({ kind: z.literal('folder'), mode, owner }),
  z.strictObject({ kind: z.literal('file'), mode, owner }),
  z.strictObject({ kind: z.literal('fifo'), mode, owner }),
  z.strictObject({ kind: z.literal('link'), to: z.enum(['folder', 'nothing']), mode, owner }),
  z.strictObject({
    kind: z.literal('fault'),
    code: z.enum(['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOMEM']),
  }),
]);

/** What is opened further before the second boot. */
const looser = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('capability'), bit: z.int().min(0).max(63) }),
  z.strictObject({ kind: z.literal('port'), port: z.int().min(1).max(65_535) }),
  z.strictObject({
    kind: z.literal('mode'),
    /** Bits for others than the owner, or set-uid, set-gid, sticky: adding one never makes a mode right. */
    bits: mode.refine(bits => (Number.parseInt(bits, 8) & 0o700) === 0, 'expected no bits of the owner'),
  }),
]);

/** How a container is made to be what the rest of a scenario says, where there is more than one way. */
const container = z.strictObject({
  /** How its capabilities are asked for: each by its name, by what differs from the engine's own, or all less the others. */
  capabilities: z.enum(['by-name', 'against-default', 'all-but']),
  privileged: z.boolean(),
  /** Who says the user: `--user`, the image by its USER line or for want of one, or `--user` against a USER line. */
  user: z.enum(['flag', 'image', 'over-image']),
  seccomp: z.enum(['default', 'unconfined']),
  userNamespace: z.enum(['default', 'host']),
  /** Ports that can be reached from outside; the program does not know. */
  publish: z.array(z.int().min(1).max(65_535)).max(3),
  /** What of the certificate cache is mounted: the folder that it is, or the one that it would be in. */
  cache: z.enum(['folder', 'parent']),
});

export type ContainerWays = z.infer<typeof container>;

/** Everything that decides what the posture check sees. */
export const postureScenario = z.strictObject({
  platform: z.enum(['linux', 'darwin', 'freebsd']),
  environment: z.record(
    z.string().regex(/^[^=\0]+$/, 'expected the name of a variable'),
    z.string().regex(/^[^\0]*$/, 'expected text without NUL'),
  ),
  uid: z.strictObject({ real: uid, effective: uid, saved: uid }),
  status,
  beside: beside.default(usualBeside),
  /** Flags: null is not given, an empty text is given and empty. */
  domain: flagValue.nullable(),
  insecureListen: flagValue.nullable(),
  certCache: flagValue.nullable(),
  listen: z.array(flagValue),
  /** An argument that no program of this contract knows; null: none. */
  stray: z.enum(['--pprof', '--debug-listen=:6060', '--LISTEN', '-v', 'serve', '--']).nullable(),
  cacheEntry,
  /** What the second boot of a run finds: null is the same machine again. */
  looser: looser.nullable(),
  /** Null: in a container, the plainest way. */
  container: container.nullable().default(null),
});

export type PostureScenario = z.infer<typeof postureScenario>;
export type CacheEntry = PostureScenario['cacheEntry'];
export type Owner = z.infer<typeof owner>;

/** The command line of a scenario. */
export function argumentsOf(scenario: PostureScenario): string[] {
  const given: string[] = [];
  if (scenario.stray !== null) given.push(scenario.stray);
  if (scenario.domain !== null) given.push('--domain', scenario.domain);
  if (scenario.insecureListen !== null) given.push('--insecure-listen', scenario.insecureListen);
  if (scenario.certCache !== null) given.push('--cert-cache', scenario.certCache);
  for (const address of scenario.listen) given.push('--listen', address);
  return given;
}

/** Who owns something, as a number. */
export function uidOf(whose: Owner, uids: PostureScenario['uid']): number {
  if (whose === 'root') return 0;
  if (whose === 'other') return 2000;
  return uids[whose];
}
