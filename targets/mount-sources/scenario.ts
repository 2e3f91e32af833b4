import { z } from 'zod';
import { fileName, treeSchema } from '../../harness/arbitraries/file-tree-schema.ts';

/** How `HOME` is written. `through-link`: a folder above it is a link. */
export const homeSpellings = ['plain', 'slash-at-end', 'dots', 'doubled-slash', 'through-link'] as const;

/**
 * What a source begins with. `home`: `${HOME}`; `home-or`: `${HOME:-/nowhere}`; `variable`: `${CONF_DIR}`;
 * `variable-or`: `${CONF_DIR:-${HOME}/.config}`; `absolute`: HOME written out; `relative`: the first file's folder;
 * `beside-home`: `${HOME}-backup`; `outside`: a folder that has nothing to do with HOME.
 */
const sourceBases = [
  'home',
  'home-or',
  'tilde',
  'absolute',
  'relative',
  'variable',
  'variable-or',
  'beside-home',
  'outside',
] as const;

/** Container paths whose source is a file, and those whose source is a folder. */
export const fileTargets = [
  '/root/.gitconfig',
  '/root/.npmrc',
  '/root/.netrc',
  '/etc/app/settings.json',
  '/etc/app/app.conf',
  '/etc/app/tool.toml',
] as const;
export const folderTargets = [
  '/root/.local',
  '/root/.ssh',
  '/workspace',
  '/root/.config/gh',
  '/data',
  '/hooks',
  '/mnt/my data',
] as const;

export const serviceNames = ['agent', 'proxy', 'tools'] as const;
const quotes = ['plain', 'single', 'double'] as const;
const forms = ['short', 'long'] as const;
const target = z.enum([...fileTargets, ...folderTargets]);

/** A component of a source's path. */
const component = z.union([fileName, z.enum(['.', '..', ''])]);

const source = z.strictObject({
  base: z.enum(sourceBases),
  path: z.array(component).min(1).max(4).readonly(),
  /** Whether a slash follows. */
  slash: z.boolean(),
});

const mount = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bind'),
    form: z.enum(forms),
    source,
    target,
    /** Whether the container path ends in a slash. */
    targetSlash: z.boolean(),
    /** What is mounted on a file's place is always read-only. */
    readOnly: z.boolean(),
    relabel: z.boolean(),
    /** `bind.create_host_path` of the long form; null: not there. */
    createHostPath: z.boolean().nullable(),
    quote: z.enum(quotes),
  }),
  /** A named volume, one without a name, or a file system in memory: nothing on the host. */
  z.strictObject({ kind: z.enum(['volume', 'anonymous', 'tmpfs']), form: z.enum(forms), target }),
]);

const service = z.strictObject({
  name: z.enum(serviceNames),
  /** null: no such key. */
  profiles: z
    .array(z.enum(['gpu', 'debug']))
    .min(1)
    .max(2)
    .readonly()
    .nullable(),
  mounts: z.array(mount).max(5).readonly(),
});

const file = z.strictObject({
  services: z
    .array(service)
    .min(1)
    .max(3)
    .readonly()
    .refine(services => new Set(services.map(({ name }) => name)).size === services.length, {
      message: 'a service stands there twice',
    }),
  /** How it is written: lists at the depth of their key, and comments between the lines. */
  narrowLists: z.boolean(),
  comments: z.boolean(),
});

/** What a variable holds. */
const variable = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['unset', 'empty']) }),
  z.strictObject({ kind: z.literal('below-home'), path: z.array(fileName).min(1).max(2).readonly() }),
  z.strictObject({ kind: z.literal('outside') }),
]);

/** Operations that a planned fault can hit. */
export const faultedOperations = ['mkdir', 'create', 'lstat', 'readlink'] as const;
export const faultCodes = ['EIO', 'EACCES', 'ENOSPC', 'EDQUOT', 'EMFILE'] as const;

/** Why a Compose file can't be read. `closed`: its mode is 0. */
export const losses = ['missing', 'closed', 'folder'] as const;
/** What somebody else makes. A link leads to a folder outside of HOME, to nothing outside of it, or to nothing in it. */
export const intruders = [
  'folder',
  'file',
  'link-out',
  'link-to-nothing-outside',
  'link-to-nothing',
] as const;

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The file system that HOME is on is mounted read-only. */
  z.strictObject({ kind: z.literal('read-only-home') }),
  /** The file system that HOME is on has room for so many new entries. */
  z.strictObject({ kind: z.literal('full-disk'), room: z.int().min(0).max(3) }),
  /** The n-th operation of a kind fails. */
  z.strictObject({
    kind: z.literal('call'),
    operation: z.enum(faultedOperations),
    nth: z.int().min(1).max(30),
    code: z.enum(faultCodes),
  }),
  /** A Compose file can't be read: the n-th, and from the first one on again where there are fewer. */
  z.strictObject({ kind: z.literal('lost-file'), nth: z.int().min(1).max(4), how: z.enum(losses) }),
  /** Just before the program makes its n-th entry, somebody else makes one in that place. */
  z.strictObject({
    kind: z.literal('meanwhile'),
    nth: z.int().min(1).max(9),
    intruder: z.enum(intruders),
  }),
]);

/** Everything that decides one run of a program that makes mount sources. */
export const scenarioSchema = z.strictObject({
  home: z.enum(homeSpellings),
  /** Permission bits of HOME itself. */
  homeMode: z.int().min(0).max(0o777),
  project: z.enum(['outside', 'in-home']),
  /** Whether the Compose files are in a folder below the project: relative sources begin there. */
  filesBelow: z.boolean(),
  /** `CONF_DIR`. */
  variable,
  files: z.array(file).min(1).max(4).readonly(),
  /** What is in HOME. */
  tree: treeSchema,
  umask: z.int().min(0).max(0o777),
  fault,
});

/** One scenario: plain JSON. */
export type Scenario = z.infer<typeof scenarioSchema>;
export type ComposeFile = Scenario['files'][number];
export type Service = ComposeFile['services'][number];
export type Mount = Service['mounts'][number];
export type Bind = Extract<Mount, { kind: 'bind' }>;
export type Source = Bind['source'];
export type Fault = Scenario['fault'];
export type LostFile = Extract<Fault, { kind: 'lost-file' }>;
export type Intruder = (typeof intruders)[number];
export type CallFault = Extract<Fault, { kind: 'call' }>;

const files: ReadonlySet<string> = new Set(fileTargets);

/** Whether a file is mounted at a container path. */
export function isFileTarget(path: string): boolean {
  return files.has(path);
}
