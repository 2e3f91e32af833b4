import { z } from 'zod';
import { type Told, verdicts } from '../observation.ts';

const line = z.looseObject({
  path: z.string(),
  verdict: z.enum(verdicts),
  at: z.string().nullable().default(null),
  line: z.int().min(0).nullable().default(null),
});

/** The verdicts of a program's standard output, and the lines that begin like one and are none. */
export function readVerdicts(output: string): {
  readonly told: readonly Told[];
  readonly garbled: readonly string[];
} {
  const told: Told[] = [];
  const garbled: string[] = [];
  for (const text of output.split('\n').filter(one => one.startsWith('{'))) {
    const read = line.safeParse(parsed(text));
    if (!read.success) garbled.push(text);
    else
      told.push({ path: read.data.path, verdict: read.data.verdict, at: read.data.at, line: read.data.line });
  }
  return { told, garbled };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
