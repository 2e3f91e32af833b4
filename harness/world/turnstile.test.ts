import { describe, expect, it } from 'vitest';
import { type Stop, Turnstile } from './turnstile.ts';

/** Lets processes of so many operations each run together; gives the order of their operations. */
async function order(turns: readonly number[], lengths: Readonly<Record<string, number>>, limit = 100) {
  const done: string[] = [];
  const stops: Stop[] = [];
  const turnstile = new Turnstile(turns, limit, { after: (_moment, process) => done.push(process) });
  const names = Object.keys(lengths);
  const stopped = names.map(
    name =>
      new Promise<void>(resolve => {
        turnstile.join(name, stop => {
          stops.push(stop);
          resolve();
        });
      }),
  );
  const acting = names.map(async name => {
    for (let count = 0; count < (lengths[name] ?? 0); count++)
      await turnstile.pass(name, () => ({ kind: 'gave', value: count }));
    turnstile.leave(name);
  });
  await Promise.all(acting.map((acted, index) => Promise.race([acted, stopped[index]])));
  return { done: done.join(''), stops };
}

describe('a turnstile', () => {
  it('gives turns as told, then one by one, and lets who is left go on', async () => {
    expect((await order([3, 2], { a: 6, b: 4 })).done).toBe('aaabbababa');
    expect((await order([0, 1], { a: 2, b: 3 })).done).toBe('babab');
    expect((await order([], { a: 3 })).done).toBe('aaa');
  });

  it('ends a process that goes on for ever', async () => {
    const { done, stops } = await order([], { a: 1000, b: 2 }, 10);
    expect(stops).toEqual(['stuck']);
    expect(done).toBe('ababaaaaaaaaa');
  });

  it('hands on failures, and never returns from an operation that ends its process', async () => {
    const stops: Stop[] = [];
    const turnstile = new Turnstile([], 10, {});
    turnstile.join('a', stop => stops.push(stop));
    const failure = new Error('no');
    await expect(turnstile.pass('a', () => ({ kind: 'failed', error: failure }))).rejects.toBe(failure);
    let returned = false;
    turnstile
      .pass('a', () => ({ kind: 'never', stop: 'crashed' }))
      .then(
        () => {
          returned = true;
        },
        () => {
          returned = true;
        },
      );
    await new Promise(resolve => setImmediate(resolve));
    expect(returned).toBe(false);
    expect(stops).toEqual(['crashed']);
    expect(turnstile.moment).toBe(2);
  });
});
