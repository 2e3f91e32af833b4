import { describe, expect, it } from 'vitest';
import { portOf } from './address.ts';

describe('the port of an address', () => {
  it.each([
    ['127.0.0.1:8080', 8080],
    [':443', 443],
    ['relay.example.net:1', 1],
    ['[::1]:65535', 65_535],
    ['[fe80::1%eth0]:443', 443],
    ['0.0.0.0:000000000000000000000443', 443],
  ])('%s', (address, port) => {
    expect(portOf(address)).toBe(port);
  });

  it.each([
    ...['', ':', '443', 'localhost', 'localhost:', ':0', ':65536', ':4294967739', ':-1', ':+1', ':1e3'],
    ...['::1:443', '[::1]', '[::1]443', '[::1:443', '[localhost]:443', '[]:443', '[[::1]]:443'],
    ...[
      ':443 ',
      ': 443',
      ' :443',
      ':443\n',
      ':４４３',
      ':0x1bb',
      ':443abc',
      'a b:443',
      'http://a:443',
      'a:b:443',
    ],
  ])('can not be read: %j', address => {
    expect(portOf(address)).toBeNull();
  });
});
