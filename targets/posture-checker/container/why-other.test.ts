import { expect, test } from 'vitest';
import { maskOf } from '../../../harness/arbitraries/capability-mask.ts';
import { calm } from '../examples.ts';
import { whyOther } from './why-other.ts';

const machine = { own: { bounding: maskOf([0, 10, 38]) } };
const asked = (...numbers: number[]) => ({ status: { ...calm.status, effective: maskOf(numbers) } });
const inside = (...numbers: number[]) => ({ ownIds: true, identity: { effective: maskOf(numbers) } });

test('a container that holds what it shall is the scenario’s', () => {
  expect(whyOther(asked(0, 10), inside(0, 10), machine)).toBeUndefined();
});

test('one that lacks what the machine lacks is another', () => {
  expect(whyOther(asked(0, 24), inside(0), machine)).toBe('this machine lacks capability 24');
});

test('one that lacks what the engine does not know is another', () => {
  expect(whyOther(asked(0, 38), inside(0), machine)).toContain('older');
});

test('one that lacks what the machine has is for the properties to judge', () => {
  expect(whyOther(asked(0, 10), inside(0), machine)).toBeUndefined();
});

test('users of its own are others', () => {
  expect(whyOther(asked(0), { ...inside(0), ownIds: false }, machine)).toContain('user ids');
});
