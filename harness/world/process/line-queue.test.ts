import { describe, expect, it } from 'vitest';
import { LineQueue } from './line-queue.ts';

describe('lines of output as they come', () => {
  it('are put together from parts, also of a character', async () => {
    const lines = new LineQueue();
    const bytes = Buffer.from('one\ntw\u00f6\n\nhalf');
    for (const byte of bytes) lines.hear(Buffer.from([byte]));
    lines.end();
    expect([await lines.next(), await lines.next(), await lines.next(), await lines.next()]).toEqual([
      'one',
      'twö',
      '',
      undefined,
    ]);
  });

  it('are waited for, not longer than asked, and none is lost by that', async () => {
    const lines = new LineQueue();
    expect(await lines.next(1)).toBeUndefined();
    const next = lines.next();
    lines.hear(Buffer.from('late\n'));
    expect(await next).toBe('late');
  });

  it('end for who waits when there will be none', async () => {
    const lines = new LineQueue();
    const next = lines.next();
    lines.end();
    expect(await next).toBeUndefined();
  });
});
