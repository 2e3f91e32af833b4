import { z } from 'zod';
import type { TreeEntry } from './file-tree.ts';

const longestNameBytes = 255;

/** A name that a file can have on Linux. */
export const fileName = z
  .string()
  .refine(
    name =>
      name !== '' &&
      name !== '.' &&
      name !== '..' &&
      !/[/\0]/.test(name) &&
      name.isWellFormed() &&
      Buffer.byteLength(name) <= longestNameBytes,
    { message: 'expected a name that a file can have' },
  );

const permissions = z.int().min(0).max(0o7777).optional();
/** 2³²−1 stands for "unchanged" in chown(2). */
const id = z
  .int()
  .min(0)
  .max(2 ** 32 - 2)
  .optional();
const immutable = z.boolean().optional();
const common = { name: fileName, uid: id, gid: id };

/** Parses one entry of a tree with all that is in it; unknown keys are errors. */
const treeEntrySchema: z.ZodType<TreeEntry> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), ...common, content: z.string(), mode: permissions, immutable }),
  z.strictObject({
    kind: z.literal('folder'),
    ...common,
    get entries() {
      return treeSchema;
    },
    mode: permissions,
    immutable,
    mountBytes: z.int().min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('link'), ...common, to: z.string().min(1) }),
  z.strictObject({ kind: z.enum(['fifo', 'socket']), ...common, mode: permissions }),
]);

/** Parses the entries of a folder; a name twice is an error. */
export const treeSchema: z.ZodType<readonly TreeEntry[]> = z
  .array(treeEntrySchema)
  .readonly()
  .refine(entries => new Set(entries.map(({ name }) => name)).size === entries.length, {
    message: 'a name stands there twice',
  });
