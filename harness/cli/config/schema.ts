import { z } from 'zod';
import type { Config } from '../../config.ts';
import { layout } from '../../corpus/layout.ts';
import { quoted } from '../../corpus/shown.ts';
import { duration, durationFrom } from '../parse.ts';

/** Below this a busy machine would be called a hang, in ms. */
const leastTimeoutMs = 250;
const readTimeout = durationFrom(leastTimeoutMs);

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const folder = z.string().min(1);
const path = z
  .array(z.string().regex(/^[^:\0]+$/))
  .describe('Folders that are added to the PATH of programs under test.');

const timeout = lengthOfTime(readTimeout);
const containerTime = lengthOfTime(duration);

function lengthOfTime(read: (text: string) => number) {
  return z.string().superRefine((text, context) => {
    try {
      read(text);
    } catch (error) {
      const message = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
      context.addIssue({ code: 'custom', message: `${message}, got ${quoted(text)}` });
    }
  });
}

const commandForm = /^(cmd:\s*\S|serve:\s*\S|bash:[^#]+#.)/;
const command = z
  .string()
  .superRefine((text, context) => {
    if (commandForm.test(text)) return;
    const message = `expected cmd:PROGRAM ARG…, serve:PROGRAM ARG… or bash:FILE#FUNCTION, got ${quoted(text)}`;
    context.addIssue({ code: 'custom', message });
  })
  .meta({ pattern: commandForm.source })
  .describe('How it is started: cmd:PROGRAM ARG…, serve:PROGRAM ARG… or bash:FILE#FUNCTION.');

const implementation = z.strictObject({
  target: kebab.optional().describe('The target; left out: whichever the command line names.'),
  command,
  path: path.optional(),
});

/** What a configuration file may hold. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds this schema.'),
  implementations: z
    .record(kebab, implementation)
    .optional()
    .describe("Programs of one's own, by the name that --impl takes."),
  path: path.optional(),
  timeout: timeout.optional().describe('How long one start of a program may take, such as 10s.'),
  containment: z
    .enum(['auto', 'required', 'off'])
    .optional()
    .describe('Whether programs under test are kept from the machine.'),
  jobs: z.int().min(1).max(256).optional().describe('Worker processes.'),
  containerTime: containerTime
    .optional()
    .describe('How long fuzz runs in containers as well, such as 60s; not at all, when left out.'),
  without: z
    .record(kebab, z.array(kebab))
    .optional()
    .describe('Properties that are switched off, by target.'),
  corpus: folder.optional().describe('The folder of the corpus.'),
});

/** A timeout that the schema has let through, in ms. */
export function timeoutMs(text: string): number {
  return readTimeout(text);
}

/** The same of the time for containers. */
export function containerTimeMs(text: string): number {
  return duration(text);
}

/** The JSON Schema of the configuration, as it is shipped. */
export function configSchemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(configSchema, { io: 'input' });
  return layout({
    $schema,
    $id: 'urn:seatrial:config:1',
    title: 'Seatrial configuration',
    description: 'What seatrial.config.json may say; the same keys as a .ts, .mts, .mjs or .js file exports.',
    ...rest,
  });
}
