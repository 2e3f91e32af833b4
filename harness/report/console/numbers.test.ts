import { expect, it } from 'vitest';
import { count, counted, duration, percent, rate } from './numbers.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [412_803, '412,803'],
  [1_234_567_890, '1,234,567,890'],
])('sets the thousands of %d apart', (value, text) => {
  expect(count(value)).toBe(text);
});

it('counts nouns', () => {
  expect([counted(1, 'run'), counted(0, 'run'), counted(2000, 'run')]).toEqual([
    '1 run',
    '0 runs',
    '2,000 runs',
  ]);
});

it.each([
  [412_803, 60_000, '6.9k/s'],
  [9541, 60_000, '159/s'],
  [34, 10_000, '3.4/s'],
  [9.96, 1000, '10/s'],
  [999.6, 1000, '1.0k/s'],
  [9960, 1000, '10k/s'],
  [999_600, 1000, '1.0M/s'],
  [0, 1000, '0.0/s'],
  [5, 0, '-/s'],
])('rates %d runs in %d ms', (runs, ms, text) => {
  expect(rate(runs, ms)).toBe(text);
});

it.each([
  [0, '0 ms'],
  [340, '340 ms'],
  [999.7, '1.0 s'],
  [3210, '3.2 s'],
  [9960, '10 s'],
  [59_600, '1 m 0 s'],
  [60_000, '1 m 0 s'],
  [3_599_000, '59 m 59 s'],
  [7_500_000, '2 h 5 m'],
  [7_199_000, '2 h 0 m'],
])('tells %d ms', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it.each([
  [0, '0 %'],
  [0.043, '0.04 %'],
  [0.43, '0.4 %'],
  [0.99, '0.9 %'],
  [1, '1 %'],
  [4.1, '4.1 %'],
  [59.9, '59 %'],
  [100, '100 %'],
])('never rounds a share of %d up', (value, text) => {
  expect(percent(value)).toBe(text);
});
