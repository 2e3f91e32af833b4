import { type Bits, bit, has, noBits, within } from './bits.ts';
import type { Effect } from './effects.ts';
import type { Tear } from './on-disk.ts';
import type { Order } from './order.ts';

const page = 4096;
/** Of a longer file so many page boundaries at either end are tried. */
const mostPages = 4;

/** Page boundaries within a write, as distances from where it begins. */
function boundaries(offset: number, length: number): readonly number[] {
  const first = page - (offset % page);
  const all: number[] = [];
  for (let at = first; at < length; at += page) all.push(at);
  return all.length <= 2 * mostPages ? all : [...all.slice(0, mostPages), ...all.slice(-mostPages)];
}

/** Parts of a write that may be all of it that is on disk: 1 byte, 3, half, up to a page's end; and from there on. */
function partsOf(
  effect: Effect & { readonly kind: 'data' },
  inAnyOrder: boolean,
): readonly [number, number][] {
  const { length } = effect.bytes;
  const pages = boundaries(effect.offset, length);
  const ends = [...new Set([1, 3, Math.floor(length / 2), ...pages])].filter(end => end > 0 && end < length);
  const heads = ends.map((end): [number, number] => [0, end]);
  return inAnyOrder ? [...heads, ...pages.map((from): [number, number] => [from, length])] : heads;
}

/** All ways in which one more write can be on disk in part, beside a set of effects that are there whole. */
export function* tearsOf(order: Order, done: Bits, persisted: Bits): Generator<Tear> {
  const { effects, needs } = order;
  for (const [index, effect] of effects.entries()) {
    if (effect.kind !== 'data' || has(persisted, index) || !has(done, index)) continue;
    const own = bit(index) | (effect.grows ? bit(index + 1) : noBits);
    // What the whole write needs, its part needs too.
    if (!within((needs[index] ?? noBits) & ~own, persisted)) continue;
    const bound = has(needs[index] ?? noBits, index + 1);
    for (const [from, to] of partsOf(effect, order.pagesInAnyOrder(effect))) {
      const tear = { effect: index, from, to };
      if (!(effect.grows && bound)) yield { ...tear, size: undefined };
      if (effect.grows && !has(persisted, index + 1)) yield { ...tear, size: effect.offset + to };
    }
  }
}
