import { expect, it } from 'vitest';
import type { FileSet } from './file-set.ts';
import { shrinkSet } from './shrink-set.ts';

const set: FileSet = {
  shape: 'three',
  mode: 'host-socket',
  hardening: 'lean',
  overlays: ['x: y\n', ['a: 1', 'b: 2', 'c: 3'], ['b: 2']],
};

it('takes away what a failure does not need', async () => {
  const fails = async ({ overlays, hardening }: FileSet) =>
    hardening === 'lean' && overlays.some(overlay => overlay.includes('c: 3'));
  expect(await shrinkSet(set, fails)).toEqual({
    shape: 'one',
    mode: 'contained',
    hardening: 'lean',
    overlays: [['c: 3']],
  });
});

it('keeps a set of which everything is needed', async () => {
  expect(await shrinkSet(set, async smaller => JSON.stringify(smaller) === JSON.stringify(set))).toEqual(set);
});
