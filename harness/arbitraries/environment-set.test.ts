import { constantFrom, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canary,
  canaryIn,
  contractVariable,
  environmentSet,
  nearMisses,
  otherCases,
} from './environment-set.ts';

const environments = environmentSet({
  MODE: contractVariable('1', { unset: 1, exact: 1, near: 2 }),
  mode: constantFrom(null, '1'),
  SECRET: constantFrom(null, canary(7)),
});

describe('near misses of a contract value', () => {
  it('have every near miss that a careless reader accepts, and never the value itself', () => {
    const near = nearMisses('1');
    for (const value of [' 1', '1 ', '1\n', 'true', 'yes', '１', '', '01']) expect(near).toContain(value);
    expect(near).not.toContain('1');
    expect(new Set(near).size).toBe(near.length);
  });

  it('carry canaries, so that a value which is told in a complaint is seen', () => {
    expect(nearMisses('1').filter(value => canaryIn(value) !== undefined)).toHaveLength(3);
  });
});

describe('canaries', () => {
  it('differ, and are recognised whole, in capitals and by either end alone', () => {
    expect(canary(1)).not.toBe(canary(2));
    for (const text of [canary(3), canary(3).toUpperCase(), canary(3).slice(0, 8), canary(3).slice(-5)]) {
      expect(canaryIn(`value: ${text}!`)).toBeDefined();
    }
    expect(canaryIn('an ordinary line about PYRYCODE_RELAY_PRODUCTION')).toBeUndefined();
  });
});

describe('other spellings of a name', () => {
  it('are the same letters in other case', () => {
    expect(otherCases('APP_MODE')).toEqual(['app_mode', 'App_Mode', 'aPP_MODE']);
  });
});

describe('an environment', () => {
  it('reaches unset, exact, near and other-case variables', () => {
    const drawn = sample(environments, { numRuns: 600, seed: 4 });
    expect(drawn.some(set => !('MODE' in set))).toBe(true);
    expect(drawn.some(set => set['MODE'] === '1')).toBe(true);
    expect(drawn.some(set => 'MODE' in set && 'mode' in set)).toBe(true);
    expect(new Set(drawn.map(set => set['MODE'])).size).toBe(nearMisses('1').length + 2);
  });

  it('can be shrunk again from plain JSON, and only its own values', () => {
    for (const set of sample(environments, { numRuns: 200, seed: 5 })) {
      expect(environments.canShrinkWithoutContext(JSON.parse(JSON.stringify(set)))).toBe(true);
    }
    const foreign: Record<string, string> = { PATH: '/usr/bin' };
    expect(environments.canShrinkWithoutContext(foreign)).toBe(false);
  });

  it('shrinks towards the empty one', () => {
    const smaller = [...environments.shrink({ MODE: 'true', SECRET: canary(7) }, undefined)];
    expect(smaller.map(next => next.value)).toContainEqual({ SECRET: canary(7) });
  });
});
