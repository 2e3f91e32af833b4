import { z } from 'zod';

/** The version of the case format: raised when a reader of the old form would go wrong. */
export const caseFormat = 1;

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const oneLine = z.string().regex(/^[^\r\n]+$/);
const bucket = z
  .string()
  .regex(/^[\w.-]+$/)
  .describe('What makes two failures the same bug, in a few characters.');
const property = kebab.describe('The broken property; for a hang or a crash, that word.');
const implementation = z
  .string()
  .min(1)
  .describe('`reference`, a mutant, or the name of a program of the user.');

const violation = z.strictObject({ implementation, property, bucket });

const expect = z
  .strictObject({
    reference: z
      .literal('pass')
      .optional()
      .describe('The reference holds every property. Left out only where `violates` names the reference.'),
    kills: z
      .array(kebab)
      .describe('Mutants that die on this scenario: each breaks a property, hangs or crashes.'),
    violates: z
      .array(violation)
      .optional()
      .describe('Bugs that are there today: this implementation fails on this scenario, in this bucket.'),
  })
  .superRefine(({ reference, kills, violates = [] }, context) => {
    const broken = violates.some(entry => entry.implementation === 'reference');
    if (broken && reference === 'pass') {
      context.addIssue('a reference that passes can\'t be named in "violates" too; leave one of them out');
    }
    if (!broken && reference === undefined) {
      context.addIssue(
        'says nothing of the reference: expected "reference": "pass", or its violation in "violates"',
      );
    }
    const twice = kills.find((name, index) => kills.indexOf(name) !== index);
    if (twice !== undefined) context.addIssue(`names "${twice}" twice in "kills"`);
  });

const note = z.string().optional().describe('What a reader should know besides.');

const origin = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('seed'),
    source: oneLine.describe('Which public description tells of it.'),
    note,
  }),
  z.strictObject({
    kind: z.literal('written'),
    source: oneLine.optional().describe('What it was written after: a CVE, a manual page.'),
    note,
  }),
  z.strictObject({
    kind: z.literal('found'),
    implementation,
    property,
    bucket,
    fidelity: z
      .enum(['process', 'kernel', 'container'])
      .optional()
      .describe('How real the run was that found it; left out: in process.'),
    seed: z.int32().describe('Seed of the campaign.'),
    run: z.int().min(1).describe('Number of the run that found it, from 1.'),
    version: oneLine.describe('Version of Seatrial that found it.'),
    reason: z.string().describe('What happened that must not.'),
  }),
]);

const parts = {
  $schema: z.string().optional().describe('Where the JSON Schema of this format is, for editors.'),
  format: z.literal(caseFormat).describe('Version of the format.'),
  target: kebab.describe('The target whose scenario this is; the name of the folder that the case is in.'),
  title: oneLine.describe('One line that says what the case is about.'),
  scenario: z.unknown().describe('The input itself: the schema of the target says what it may be.'),
  expect: expect.describe('What running the scenario comes to.'),
  origin: origin.describe('Where the case comes from.'),
  draws: z
    .array(z.int32())
    .optional()
    .describe('The random numbers that the scenario was drawn from, to shrink it further.'),
};

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe('SHA-256 of the scenario as canonical JSON. Made by `seatrial corpus seal`.');

/** A case as it is kept: a scenario, what is expected of it, where it comes from. Unknown keys are errors. */
export const caseSchema = z.strictObject({ ...parts, digest });
export type Case = z.infer<typeof caseSchema>;

/** A case whose scenario nothing vouches for yet. */
export const unsealedCaseSchema = z.strictObject({ ...parts, digest: digest.optional() });
export type UnsealedCase = z.infer<typeof unsealedCaseSchema>;

/** What a case expects of the implementations. */
export type Expectations = Case['expect'];
/** A bug that a case says is there today. */
export type ExpectedViolation = z.infer<typeof violation>;
/** Where a case comes from. */
export type Origin = Case['origin'];
