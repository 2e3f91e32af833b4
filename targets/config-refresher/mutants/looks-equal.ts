import { Buffer } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';

/** Whether JSON.parse makes the same of both: what a refresher that skips needless writes asks. */
export function looksEqual(one: Uint8Array, other: Uint8Array): boolean {
  try {
    const [parsed, expected]: unknown[] = [one, other].map(bytes =>
      JSON.parse(Buffer.from(bytes).toString()),
    );
    return isDeepStrictEqual(parsed, expected);
  } catch {
    return false;
  }
}
