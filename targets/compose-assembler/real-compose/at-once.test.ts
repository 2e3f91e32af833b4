import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { atOnce } from './at-once.ts';

it('answers in the order of the items, however long each takes', async () => {
  let running = 0;
  let most = 0;
  const answers = await atOnce(2, [3, 1, 2, 0], async turns => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < turns; turn++) await setImmediate();
    running--;
    return turns * 10;
  });
  expect(answers).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
});

it('begins nothing after something was thrown', async () => {
  const begun: number[] = [];
  const work = atOnce(2, [0, 1, 2, 3, 4, 5], async item => {
    begun.push(item);
    await setImmediate();
    if (item === 1) throw new Error('one');
  });
  await expect(work).rejects.toThrow('one');
  expect(begun.length).toBeLessThan(5);
});
