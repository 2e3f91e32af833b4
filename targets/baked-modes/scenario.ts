import { z } from 'zod';

const octal = z.string().regex(/^[0-7]{4}$/, 'expected four octal digits');
const text = z.string().regex(/^[^\n\0]*$/, 'expected one line without NUL');
const word = z
  .string()
  .regex(/^[^\s"'\\`<>|;&()#]+$/, 'expected a word without blanks, quotes and operators');
/** A path as COPY has it: blanks and quotes are fine in the JSON form. */
const argument = z.string().regex(/^[^\n\0]+$/, 'expected one line without NUL');
const absolute = z.string().regex(/^\/[^\n\0]*$/, 'expected an absolute path');
const relative = z
  .string()
  .regex(/^[^/\n\0]+(\/[^/\n\0]+)*$/, 'expected a relative path')
  .refine(
    path => !path.split('/').some(name => name === '.' || name === '..'),
    'expected a path without dots',
  );

/** What a mode is when nobody set it after the checkout: as git writes it, less the umask. */
const gitModes = ['git', 'git-executable'] as const;
const contextMode = z.union([z.enum(gitModes), octal]);

export const dockerfileName = 'Dockerfile';
export const ignoreName = '.dockerignore';

const contextEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: relative, content: z.string(), mode: contextMode }),
  z.strictObject({ kind: z.literal('folder'), path: relative, mode: z.union([z.literal('git'), octal]) }),
  z.strictObject({ kind: z.literal('link'), path: relative, to: argument }),
]);

const owner = z.string().regex(/^[A-Za-z0-9_]*(:[A-Za-z0-9_]*)?$/, 'expected user, user:group or :group');
const mode = z.string().regex(/^(\$\{?[A-Z_]+\}?|[0-7]{3,4}|[ugoarwxX=+,-]+)$/, 'expected a mode');

const copied = {
  dest: argument,
  chmod: mode.nullable(),
  chown: owner.nullable(),
};

const command = z.discriminatedUnion('tool', [
  z.strictObject({ tool: z.literal('chmod'), recursive: z.boolean(), mode, paths: z.array(word).min(1) }),
  z.strictObject({ tool: z.literal('chown'), recursive: z.boolean(), owner, paths: z.array(word).min(1) }),
  z.strictObject({
    tool: z.literal('mkdir'),
    parents: z.boolean(),
    mode: octal.nullable(),
    paths: z.array(word).min(1),
  }),
  z.strictObject({
    tool: z.literal('install'),
    folders: z.boolean(),
    mode: octal.nullable(),
    owner: z.string().nullable(),
    group: z.string().nullable(),
    paths: z.array(word).min(1),
  }),
  z.strictObject({ tool: z.literal('ln'), force: z.boolean(), to: word, path: word }),
]);

const instruction = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('copy'),
    add: z.boolean(),
    /** Number of the stage that it copies from; null: the context. */
    from: z.int().min(0).nullable(),
    sources: z.array(argument).min(1),
    json: z.boolean(),
    ...copied,
  }),
  z.strictObject({
    do: z.literal('heredoc'),
    delimiter: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]*$/, 'expected the name of a heredoc'),
    quoted: z.boolean(),
    tabs: z.boolean(),
    lines: z.array(text),
    ...copied,
  }),
  z.strictObject({ do: z.literal('run'), json: z.boolean(), commands: z.array(command).min(1) }),
  /** A RUN, or an option, that nobody can tell the outcome of without doing it. */
  z.strictObject({ do: z.literal('opaque'), line: text }),
  z.strictObject({ do: z.literal('user'), user: z.string().regex(/^[A-Za-z0-9_${}]+(:[A-Za-z0-9_]+)?$/) }),
  z.strictObject({ do: z.literal('workdir'), path: word }),
  z.strictObject({
    do: z.enum(['arg', 'env']),
    name: z.string().regex(/^[A-Z_]+$/),
    value: word,
  }),
  /** What has no effect on the tree: CMD, LABEL, a comment. */
  z.strictObject({ do: z.literal('other'), line: text }),
]);

const stage = z.strictObject({
  base: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('scratch') }),
    z.strictObject({ kind: z.literal('stage'), nth: z.int().min(0) }),
    /** An image that nobody can look into. */
    z.strictObject({ kind: z.literal('image'), name: word }),
  ]),
  named: z.boolean(),
  instructions: z.array(instruction),
});

function isBelowFolders(
  { path }: { readonly path: string },
  _: number,
  all: readonly { readonly path: string; readonly kind: string }[],
): boolean {
  const above = parentsOf(path);
  return all.every(other => other.kind === 'folder' || !above.includes(other.path));
}

/** Everything that decides how an image's tree turns out, and what is asked of it. */
export const bakedScenario = z
  .strictObject({
    context: z
      .array(contextEntry)
      .refine(
        entries => new Set(entries.map(({ path }) => path)).size === entries.length,
        'a path stands twice',
      )
      .refine(
        entries => entries.every(({ path }) => path !== dockerfileName && path !== ignoreName),
        'the Dockerfile and .dockerignore are not in the context: they are made',
      )
      .refine(entries => entries.every(isBelowFolders), 'something stands below what is no folder'),
    /** Lines of `.dockerignore`; null: there is none. */
    ignore: z.array(text).nullable(),
    /** The umask of the checkout and of the program; and another one, under which all is done once more. */
    umask: octal,
    otherUmask: octal,
    style: z.strictObject({
      escape: z.enum(['\\', '`']),
      lowerCase: z.boolean(),
      /** Instructions are broken over lines, with a comment between them. */
      continued: z.boolean(),
      comments: z.boolean(),
    }),
    stages: z.array(stage).min(1),
    policy: z.strictObject({
      /** As USER would have it; null: as the image has it. */
      user: z
        .string()
        .regex(/^[a-z0-9]+(:[a-z0-9]+)?$/)
        .nullable(),
      paths: z
        .array(absolute)
        .min(1)
        .refine(paths => new Set(paths).size === paths.length, 'a path stands twice'),
    }),
  })
  .refine(
    ({ stages }) =>
      stages.every(({ base, instructions }, nth) =>
        [
          base.kind === 'stage' ? base.nth : -1,
          ...instructions.map(one => (one.do === 'copy' && one.from !== null ? one.from : -1)),
        ].every(other => other < nth),
      ),
    'a stage knows the stages before it only',
  );

export type BakedScenario = z.infer<typeof bakedScenario>;
export type ContextEntry = z.infer<typeof contextEntry>;
export type Stage = z.infer<typeof stage>;
export type Instruction = z.infer<typeof instruction>;
export type CopyInstruction = Extract<Instruction, { do: 'copy' }>;
export type HeredocInstruction = Extract<Instruction, { do: 'heredoc' }>;
export type RunCommand = z.infer<typeof command>;

/** Paths of the folders that a path is in, the outermost first. */
export function parentsOf(path: string): readonly string[] {
  const names = path.split('/');
  return names.slice(0, -1).map((_, nth) => names.slice(0, nth + 1).join('/'));
}
