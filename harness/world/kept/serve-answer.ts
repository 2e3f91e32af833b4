import { z } from 'zod';

const answer = z.strictObject({
  id: z.int(),
  status: z.int().min(0).max(255),
  out: z.string(),
  err: z.string(),
  features: z.array(z.string()).optional(),
});

/** One answer of a `serve:` program. */
export type ServeAnswer = z.infer<typeof answer>;

const shownCharacters = 200;

/** Reads an answer to the request of that id; a string says what is wrong with it. */
export function readAnswer(line: string, id: number): ServeAnswer | string {
  const shown = JSON.stringify(line.slice(0, shownCharacters));
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return `it answered ${shown}, which is not JSON`;
  }
  const read = answer.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    return `it answered ${shown}: ${where}${issue?.message ?? 'not an answer'}`;
  }
  if (read.data.id !== id) return `it answered request ${read.data.id} when asked for request ${id}`;
  return read.data;
}
