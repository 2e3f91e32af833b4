import type { KeptCase } from './read-case.ts';

/** What a case expects of mutants and other implementations, as words that can be counted. */
export function expectationsOf({ case: { expect } }: KeptCase): readonly string[] {
  return [
    ...expect.kills.map(mutant => `kills ${mutant}`),
    ...(expect.violates ?? []).map(({ implementation, property, bucket }) => {
      return `breaks ${implementation} ${property} ${bucket}`;
    }),
  ];
}

/** The bucket that a case was found in. */
export function bucketOfCase({ case: { origin } }: KeptCase): string | undefined {
  return origin.kind === 'found' ? origin.bucket : undefined;
}

/** Whether two cases are of one target and were found in one bucket, or in none. */
export function sameBucket(one: KeptCase, other: KeptCase): boolean {
  return one.target.name === other.target.name && bucketOfCase(one) === bucketOfCase(other);
}

/** Whether a corpus needs only one of two cases: the same scenario of the same bucket. */
export function sameCase(one: KeptCase, other: KeptCase): boolean {
  return sameBucket(one, other) && one.canonical === other.canonical;
}

/**
 * Everything that a corpus has because of a case: the labels of its scenario, its bucket, the mutants that it kills and
 * the violations that it names. Of two targets, nothing is the same.
 */
export function coverageOf(kept: KeptCase, scenario: unknown): readonly string[] {
  const bucket = bucketOfCase(kept);
  const all = [
    ...kept.target.scenario.labels(scenario).map(label => `label ${label}`),
    ...(bucket === undefined ? [] : [`bucket ${bucket}`]),
    ...expectationsOf(kept),
  ];
  return all.map(what => `${kept.target.name}: ${what}`);
}
