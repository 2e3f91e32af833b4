import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { caseJsonSchema, caseSchemaText } from './schema.ts';

describe('the JSON Schema of the case format', () => {
  it('is the one that is shipped', async () => {
    const shipped = await readFile(new URL('../../corpus/case.schema.json', import.meta.url), 'utf8').catch(
      () => '',
    );
    const message = 'corpus/case.schema.json is not what harness/corpus/case.ts says. Run: npm run schema';
    expect(shipped, message).toBe(caseSchemaText());
  });

  it('describes every key of a case', () => {
    const { properties, required } = caseJsonSchema();
    for (const part of Object.values(Object(properties))) {
      expect(part).toHaveProperty('description', expect.stringMatching(/\S\.$/));
    }
    expect(required).toEqual(['format', 'target', 'title', 'scenario', 'expect', 'origin', 'digest']);
  });
});
