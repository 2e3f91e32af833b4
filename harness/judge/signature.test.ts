import { describe, expect, it } from 'vitest';
import { normalise } from './signature.ts';

describe('a signature', () => {
  it.each([
    ['killed after 212 bytes', 'killed after 7 bytes'],
    ['wrote /tmp/a/b.yml', 'wrote /var/lib/c.yml'],
    ['wrote ./out/b.yml', 'wrote ../in/c.yml'],
    ['generator "submounts" failed', 'generator "li\\"nks" failed'],
    ['left .tmp-3f9a12bc behind', 'left .tmp-aabb0011 behind'],
    ['mask 0x1ff instead of 0x0', 'mask 0xA instead of 0xb'],
    ['digest 9f86d081884c7d65', 'digest 2c26b46b68ffc68f'],
    ['port 1.5 of 2,000', 'port 3 of 4'],
    ['two  spaces', 'two spaces'],
    ["lost 'base.yml'", "lost 'mode.yml'"],
  ])('is the same for %s and %s', (one, other) => {
    expect(normalise(one)).toBe(normalise(other));
  });

  it.each([
    ['the overlay was lost', 'the overlay was doubled'],
    ['ErrRunningAsRoot is missing', 'ErrCacheDirInsecure is missing'],
    ['exit instead of refusal', 'refusal instead of exit'],
    ['decade', 'facade'],
    ["can't open the config, won't retry", "can't drop capabilities, won't retry"],
  ])('differs for %s and %s', (one, other) => {
    expect(normalise(one)).not.toBe(normalise(other));
  });

  it('of a signature is that signature', () => {
    const once = normalise('generator "x" wrote 3 bytes to /tmp/y.yml of 9f86d081884c7d65');
    expect(normalise(once)).toBe(once);
  });
});
