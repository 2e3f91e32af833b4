import { createHash } from 'node:crypto';

/** What makes two failures the same bug. */
export interface BucketKey {
  readonly target: string;
  readonly implementation: string;
  /** The broken property, or `hang`, or `crash`. */
  readonly property: string;
  readonly signature: string;
}

/** The bucket of a failure: eight hexadecimal digits, the same on every machine. */
export function bucketOf(key: BucketKey): string {
  const text = [key.target, key.implementation, key.property, key.signature].join('\0');
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
