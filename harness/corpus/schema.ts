import { z } from 'zod';
import { caseFormat, caseSchema } from './case.ts';
import { layout } from './layout.ts';

/** The JSON Schema of the case format, for editors and other programs. What only a target knows is left open in it. */
export function caseJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(caseSchema, { io: 'input' });
  return {
    $schema,
    $id: `urn:seatrial:case:${caseFormat}`,
    title: `Seatrial case, format ${caseFormat}`,
    description: 'A scenario of a target, what is expected of running it, and where it comes from.',
    ...rest,
  };
}

/** The JSON Schema as it is shipped. */
export function caseSchemaText(): string {
  return layout(caseJsonSchema());
}
