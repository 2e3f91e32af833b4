import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hosts, listenAddress, unreadableAddresses } from './listen-address.ts';

const addresses = listenAddress(['0.0.0.0:443', '0.0.0.0:80']);
const drawn = sample(addresses, { numRuns: 6000, seed: 8 });

describe('listen addresses', () => {
  it('reach every host and every unreadable form', () => {
    const seen = new Set(drawn);
    for (const host of hosts) expect(drawn.some(address => address.startsWith(`${host}:`))).toBe(true);
    for (const form of unreadableAddresses) expect(seen).toContain(form);
  });

  it('have ports at the edges, just outside, and with leading zeros', () => {
    for (const port of ['1', '65535', '65536', '0', '080', '0443']) {
      expect(drawn.some(address => address.endsWith(`:${port}`))).toBe(true);
    }
  });

  it('are mostly the usual ones when asked for', () => {
    const usual = listenAddress([':443'], { usual: 9, readable: 1, unreadable: 0, any: 0 });
    const share =
      sample(usual, { numRuns: 1000, seed: 8 }).filter(address => address === ':443').length / 1000;
    expect(share).toBeGreaterThan(0.85);
  });

  it('can be shrunk again from plain text', () => {
    for (const address of drawn.slice(0, 300)) expect(addresses.canShrinkWithoutContext(address)).toBe(true);
    const smaller = [...addresses.shrink('[::1]:6060', undefined)];
    expect(smaller.some(next => next.value === '127.0.0.1:6060')).toBe(true);
  });
});
