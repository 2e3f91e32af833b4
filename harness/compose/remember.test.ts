import { describe, expect, it } from 'vitest';
import { remembering } from './remember.ts';

describe('remembering', () => {
  it('works out the same text once', () => {
    const asked: string[] = [];
    const length = remembering(text => asked.push(text) && text.length);
    expect([length('a'), length('bb'), length('a')]).toEqual([1, 2, 1]);
    expect(asked).toEqual(['a', 'bb']);
  });

  it('keeps what is asked for again, and forgets the rest', () => {
    const asked: string[] = [];
    const length = remembering(text => asked.push(text) && text.length);
    length('seldom');
    for (let turn = 0; turn < 20_000; turn++) {
      length(`once ${turn}`);
      length('often');
    }
    length('seldom');
    expect(asked.filter(text => text === 'often')).toHaveLength(1);
    expect(asked.filter(text => text === 'seldom')).toHaveLength(2);
  });
});
