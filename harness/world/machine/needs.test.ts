import { describe, expect, it } from 'vitest';
import { whyNoEngine } from '../engine/engine-programs.ts';
import { whyNot } from './needs.ts';

const traces = (await whyNot('kernel')) === undefined;

describe('why runs of a fidelity can not be had', () => {
  it('names the program that is missing, its package, and where to read on', async () => {
    expect(await whyNot('kernel', { PATH: '/nonexistent' })).toBe(
      '--fidelity kernel needs strace, which is not installed here. On Debian: apt-get install strace. See: seatrial doctor',
    );
  });

  it.skipIf(!traces)('is nothing where strace injects (skipped where it can not)', async () => {
    expect(await whyNot('kernel')).toBeUndefined();
  });

  it('is nothing for runs in process, whatever there is', async () => {
    expect(await whyNot('model', { PATH: '/nonexistent' })).toBeUndefined();
  });

  it.skipIf(whyNoEngine() !== undefined)(
    'is nothing for containers where an engine can be had (skipped where it can not)',
    async () => {
      expect(await whyNot('container')).toBeUndefined();
    },
  );

  it.skipIf(whyNoEngine() === undefined)(
    'says what containers lack (skipped where an engine can be had)',
    async () => {
      expect(await whyNot('container')).toMatch(/^--fidelity container needs .*\. See: seatrial doctor$/);
    },
  );
});
