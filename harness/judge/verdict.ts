import type { Row } from '../target.ts';

/** One property that one run broke. */
export interface Violation {
  readonly property: string;
  /** One sentence. */
  readonly reason: string;
  /** The reason less what differs from run to run; decides the bucket. */
  readonly signature: string;
  readonly details: readonly Row[];
}

/** What one run of a scenario came to. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'violation'; readonly violations: readonly [Violation, ...Violation[]] }
  | { readonly kind: 'hang'; readonly limitMs: number }
  | { readonly kind: 'crash'; readonly reason: string; readonly signature: string }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'harness-fault'; readonly reason: string };

export const pass: Verdict = Object.freeze({ kind: 'pass' });
