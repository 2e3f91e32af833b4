import { describe, expect, it } from 'vitest';
import { readFlags } from './flags.ts';

const none = { insecureListen: null, domain: null, certCache: null, listen: [], problems: [] };

describe('flags', () => {
  it('are read with their value behind or beside them', () => {
    expect(
      readFlags(['--domain', 'a.example', '--listen=:80', '--listen', ':443', '--cert-cache', '/c']),
    ).toEqual({
      ...none,
      domain: 'a.example',
      certCache: '/c',
      listen: [':80', ':443'],
    });
  });

  it('that are empty are not given', () => {
    expect(readFlags(['--insecure-listen', '', '--domain=', '--listen', ''])).toEqual(none);
  });

  it('that nobody knows are a problem, and those after them still count', () => {
    const flags = readFlags(['--pprof', '--domain', 'a.example', '--token=secret', 'serve']);
    expect(flags.domain).toBe('a.example');
    expect(flags.problems.map(({ flag }) => flag)).toEqual(['--pprof', '--token', 'arguments']);
    expect(JSON.stringify(flags)).not.toContain('secret');
  });

  it('without a value are a problem, and take none from the next flag', () => {
    const flags = readFlags(['--domain', '--listen', ':443', '--cert-cache']);
    expect(flags.listen).toEqual([':443']);
    expect(flags.problems).toEqual([
      { flag: '--domain', reason: 'has no value' },
      { flag: '--cert-cache', reason: 'has no value' },
    ]);
  });

  it('given more than once are a problem: neither is guessed to be meant', () => {
    expect(readFlags(['--domain', 'a', '--domain', 'b']).problems).toEqual([
      { flag: '--domain', reason: 'is given more than once' },
    ]);
  });
});
