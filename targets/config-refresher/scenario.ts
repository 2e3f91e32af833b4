import { z } from 'zod';
import { faultCodes, fileOperations } from '../../harness/arbitraries/fault-plan.ts';
import { writeManners } from '../../harness/arbitraries/write-schedule.ts';

/**
 * What the source path stands for. `read-only`: a file of mode 0444; `unreadable`: of mode 0000; `link-to-target`: a
 * link to the target, which then holds the source's content.
 */
export const sourceKinds = [
  'file',
  'read-only',
  'link',
  'link-to-target',
  'unreadable',
  'missing',
  'dangling-link',
  'folder',
  'fifo',
  'socket',
] as const;

/** What the target path stands for. A `link` leads to a file in another folder, `link-to-source` to the source. */
export const targetKinds = [
  'file',
  'missing',
  'link',
  'link-to-source',
  'dangling-link',
  'folder',
  'fifo',
  'no-folder',
] as const;

/** What the marker path stands for. `no-folder`: its folder does not exist. */
export const markerKinds = ['file', 'missing', 'no-folder', 'link-to-target', 'link-to-source'] as const;

/**
 * What an existing target holds: another configuration, a shorter or much longer one, what this very refresh would
 * write, or what an earlier refresher left truncated.
 */
export const targetContents = ['other', 'long', 'same', 'empty', 'half'] as const;

/** Files of other programs in the target's folder. The last is a link to a file in another folder. */
export const bystanderNames = [
  'claude.json.tmp',
  'claude.json.bak',
  '.claude.json.swp',
  '.refreshing-notes',
  'claude.json.new',
] as const;

const permille = z.int().min(0).max(1000);
const mode = z.int().min(0).max(0o777);

const damage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('cut'), permille }),
  z.strictObject({ kind: z.literal('cut-in-character'), permille, bytes: z.int().min(1).max(3) }),
  z.strictObject({ kind: z.literal('old-tail'), permille, oldBytes: z.int().min(0).max(100_000) }),
  z.strictObject({ kind: z.literal('nul-tail'), permille, nuls: z.int().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('empty') }),
  z.strictObject({ kind: z.literal('twice'), between: z.string() }),
  z.strictObject({ kind: z.literal('bom') }),
  z.strictObject({ kind: z.literal('not-an-object'), text: z.string() }),
  z.strictObject({ kind: z.literal('bad-utf8'), bytes: z.hex() }),
  z.strictObject({ kind: z.literal('bad-token'), text: z.string() }),
  z.strictObject({ kind: z.literal('trailing'), text: z.string() }),
]);

const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('error'), code: z.enum(faultCodes), lasting: z.boolean() }),
  z.strictObject({ kind: z.literal('short-write'), bytes: z.int().min(0), lasting: z.boolean() }),
  z.strictObject({ kind: z.literal('crash'), when: z.enum(['before', 'after']) }),
]);

const fault = z
  .strictObject({
    operation: z.enum([...fileOperations, 'any']),
    nth: z.int().min(1),
    effect,
  })
  .refine(({ operation, effect: { kind } }) => kind !== 'short-write' || operation === 'write', {
    message: 'only a write can be short',
  });

const writeStep = z.strictObject({
  after: z.int().min(0),
  manner: z.enum(writeManners),
  version: z.int().min(1).max(9),
  permille,
});

/** Everything that decides one run of a refresher. */
export const scenarioSchema = z
  .strictObject({
    source: z.strictObject({
      kind: z.enum(sourceKinds),
      content: z.strictObject({
        members: z.array(z.strictObject({ key: z.string(), value: z.string() })).readonly(),
        levels: z.int().min(0).max(5000),
        padding: z.int().min(0).max(1_000_000),
        damage,
      }),
    }),
    target: z.strictObject({ kind: z.enum(targetKinds), content: z.enum(targetContents), mode }),
    marker: z.enum(markerKinds),
    umask: mode,
    bystanders: z.array(z.enum(bystanderNames)).readonly(),
    /** A read gives at most that share of the file: 1 all at once. */
    readParts: z.int().min(1).max(16),
    /** `coarse`: no time passes during the run, as within one tick of a real file system's clock. */
    clock: z.enum(['fine', 'coarse']),
    /** What another program does to the source meanwhile. */
    writer: z.array(writeStep).readonly(),
    /** Turns of a second refresher beside the first: so many operations of one, of the other, of the one... */
    second: z.strictObject({ turns: z.array(z.int().min(0).max(100)).readonly() }).nullable(),
    /** An earlier refresher, killed after so many operations, a day ago. */
    earlier: z.strictObject({ operations: z.int().min(1).max(1000) }).nullable(),
    /** Faults of the (first) refresher's own operations. */
    faults: z.array(fault).readonly(),
  })
  .refine(({ writer, source }) => writer.length === 0 || ['file', 'link'].includes(source.kind), {
    message: 'a writer needs a source that is a file',
    path: ['writer'],
  })
  .refine(({ marker, writer, faults }) => !marker.startsWith('link') || writer.length + faults.length === 0, {
    message: 'a linked marker shows other changes too: it goes without a writer and faults',
    path: ['marker'],
  });

/** One scenario of the config refresher: plain JSON. */
export type Scenario = z.infer<typeof scenarioSchema>;
