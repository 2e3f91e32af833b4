import type { Verdict, Violation } from '../judge/verdict.ts';
import { bucketOf } from './bucket.ts';

/** One failure of one run, with its bucket: a broken property, a hang or a crash. */
export interface Failure extends Violation {
  readonly kind: 'violation' | 'hang' | 'crash';
  readonly bucket: string;
}

/** Whose failure it is. */
export interface Owner {
  readonly target: string;
  readonly implementation: string;
}

/** Every failure that a verdict holds; none for a pass, a rejected scenario or a harness fault. */
export function failuresOf(owner: Owner, verdict: Verdict): readonly Failure[] {
  if (verdict.kind === 'violation') {
    return verdict.violations.map(violation => withBucket(owner, 'violation', violation));
  }
  if (verdict.kind === 'crash') {
    const { reason, signature } = verdict;
    return [withBucket(owner, 'crash', { property: 'crash', reason, signature, details: [] })];
  }
  if (verdict.kind === 'hang') {
    const reason = `did not come to an end within ${verdict.limitMs} ms`;
    return [withBucket(owner, 'hang', { property: 'hang', reason, signature: 'hang', details: [] })];
  }
  return [];
}

function withBucket({ target, implementation }: Owner, kind: Failure['kind'], violation: Violation): Failure {
  const { property, signature } = violation;
  return { kind, ...violation, bucket: bucketOf({ target, implementation, property, signature }) };
}
