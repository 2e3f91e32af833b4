import { describe, expect, it } from 'vitest';
import { liveSessions, sessionOf } from './live-sessions.ts';

describe('the session of a container', () => {
  it.each([
    ['drydock-web-9f3a', '9f3a'],
    ['drydock-web-9f3a-shell', '9f3a'],
    ['drydock-report-2024-9f3a', '9f3a'],
    ['drydock-shell-9f3a', '9f3a'],
    ['drydock-beef-9f3a-shell', '9f3a'],
    ['drydock-x.y_z-0000', '0000'],
    ['drydock-9f3a', '9f3a'],
  ])('%s is %s', (name, id) => {
    expect(sessionOf(name)).toBe(id);
  });

  it.each([
    'web-9f3a',
    'mydrydock-web-9f3a',
    'drydock-web-9F3A',
    'drydock-web-59f3a',
    'drydock-web-9f3',
    'drydock-web9f3a',
    'drydock-9f3a-web',
    'drydock-web-9f3a-1',
    'drydock-web-9f3a-shells',
    'drydock-web-9f3a-shell-shell',
    'drydock-',
    '',
  ])('%s is none', name => {
    expect(sessionOf(name)).toBeUndefined();
  });
});

it('lines end as they like, the last one with nothing too', () => {
  const listed = 'drydock-a-0001\r\n\nother\ndrydock-b-0002-shell\ndrydock-c-0003';
  expect(liveSessions(listed)).toEqual(new Set(['0001', '0002', '0003']));
});
