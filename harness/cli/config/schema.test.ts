import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { configSchemaText } from './schema.ts';

describe('the JSON Schema of the configuration', () => {
  it('is the one that is shipped', async () => {
    const shipped = new URL('../../../seatrial.config.schema.json', import.meta.url);
    const text = await readFile(shipped, 'utf8').catch(() => '');
    const message = 'seatrial.config.schema.json is not what harness/cli/config says. Run: npm run schema';
    expect(text, message).toBe(configSchemaText());
  });

  it('describes every key', () => {
    const { properties } = JSON.parse(configSchemaText());
    for (const part of Object.values(properties)) {
      expect(part).toHaveProperty('description', expect.stringMatching(/\S\.$/));
    }
  });
});
