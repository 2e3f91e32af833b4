import { z } from 'zod';
import { composePieces } from '../../harness/arbitraries/compose-file.ts';
import { isGeneratorName } from './generator-names.ts';
import { servicesOf } from './mandatory-texts.ts';

/** Services of the base file. With three, the hardening overlay does not name the third. */
export const shapes = ['one', 'two', 'three'] as const;

/** What is wrong with a mandatory file. `link`: nothing, it is only reached by one. */
export const mandatoryStates = [
  'link',
  'unset',
  'missing',
  'empty',
  'broken',
  'list',
  'folder',
  'dangling-link',
] as const;

const percent = z.int().min(0).max(100);
const fileName = z
  .string()
  .min(1)
  .max(60)
  .refine(name => !/[/\0]/.test(name) && name !== '.' && name !== '..', { message: 'not a file name' });

const { benign, undecided, undoing } = composePieces(servicesOf('three'));
const knownPieces = new Set([...benign, ...undecided, ...undoing.keys()]);

/** One of the known pieces, whole: what is smaller than a piece is another story. Anything else is a `text`. */
const piece = z
  .string()
  .refine(text => knownPieces.has(text), { message: 'not a known piece: write it as a text' });

/** How a generator ends. `after`: how much of its overlay is written by then, in percent. */
const ends = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('succeeds') }),
  z.strictObject({ how: z.literal('writes-nothing') }),
  z.strictObject({ how: z.literal('writes-empty') }),
  z.strictObject({ how: z.literal('stops-short'), after: percent }),
  z.strictObject({ how: z.literal('exits'), code: z.int().min(1).max(255), after: percent }),
  z.strictObject({
    how: z.literal('killed'),
    signal: z.enum(['SIGKILL', 'SIGTERM', 'SIGSEGV']),
    after: percent,
  }),
  z.strictObject({ how: z.literal('hangs'), after: percent }),
  z.strictObject({ how: z.literal('disk-full'), after: percent }),
  z.strictObject({ how: z.literal('cannot-run') }),
  z.strictObject({ how: z.literal('throws') }),
]);

/** What a generator writes. */
const overlay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pieces'), pieces: z.array(piece).min(1).readonly() }),
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('submounts'),
    names: z.array(fileName).readonly(),
    variables: z.array(z.string().regex(/^[^\0]*$/)).readonly(),
  }),
  z.strictObject({ kind: z.literal('not-a-file'), is: z.enum(['folder', 'link']) }),
  z.strictObject({ kind: z.literal('tampers'), piece }),
]);

const generatorName = fileName.refine(isGeneratorName, {
  message: 'neither a known name nor a hostile one',
});

const generator = z
  .strictObject({ name: generatorName, ends, overlay })
  .refine(({ overlay: { kind, ...rest } }) => kind !== 'submounts' || Object.values(rest).some(isNotEmpty), {
    message: 'submounts need a name or a variable',
    path: ['overlay'],
  });

function isNotEmpty(list: readonly string[] | string): boolean {
  return list.length > 0;
}

/** Everything that decides one run of an assembler. */
export const scenarioSchema = z
  .strictObject({
    shape: z.enum(shapes),
    hardening: z.enum(['strict', 'lean']),
    mode: z.enum(['contained', 'host-socket']),
    /** Value of NO_HARDENING; null when it is not set. */
    optOut: z.string().nullable(),
    mandatory: z
      .strictObject({ file: z.enum(['base', 'mode', 'hardening']), state: z.enum(mandatoryStates) })
      .nullable(),
    /** Last component of the project folder, of the mandatory files' folder, of the generated files' folder. */
    folders: z.strictObject({ project: fileName, files: fileName, overlays: fileName }),
    /** The order in which the generators' folder lists its entries. */
    listing: z.enum(['sorted', 'reversed']),
    generators: z.array(generator).max(8).readonly(),
  })
  .refine(({ generators }) => new Set(generators.map(({ name }) => name)).size === generators.length, {
    message: 'two generators have the same name',
    path: ['generators'],
  });

/** One scenario of the compose assembler: plain JSON. */
export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioGenerator = Scenario['generators'][number];
