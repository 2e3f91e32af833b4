import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { claimNames } from './claim-names.ts';

let engine: string;
beforeEach(() => {
  engine = `/engines/${randomBytes(8).toString('hex')}`;
});

/** What is claimed, noted when it is and when it is let go. */
async function noted(notes: string[], who: string, names: readonly string[]): Promise<void> {
  await using _claim = await claimNames(engine, names);
  notes.push(`${who} has`);
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve));
  notes.push(`${who} had`);
}

it('lets one have a name at a time, whatever the order that they are asked for in', async () => {
  const notes: string[] = [];
  await Promise.all([
    noted(notes, 'one', ['drydock-a-9f3a', 'drydock-b-beef', 'drydock-a-9f3a']),
    noted(notes, 'two', ['drydock-b-beef', 'drydock-a-9f3a']),
    noted(notes, 'three', ['drydock-b-beef']),
  ]);
  expect(notes).toHaveLength(6);
  for (let at = 0; at < notes.length; at += 2) expect(notes[at + 1]).toBe(notes[at]?.replace('has', 'had'));
});

it('keeps nobody waiting for other names, or for those of another engine', async () => {
  await using _one = await claimNames(engine, ['drydock-a-9f3a']);
  await using _two = await claimNames(engine, ['drydock-b-9f3a']);
  await using _three = await claimNames(`${engine}-2`, ['drydock-a-9f3a']);
  await using _none = await claimNames(engine, []);
});

it('lets go of a name of any length', async () => {
  const name = `drydock-${'x'.repeat(300)}-9f3a`;
  for (let turn = 0; turn < 3; turn++) {
    const claim = await claimNames(engine, [name]);
    await claim[Symbol.asyncDispose]();
  }
});
