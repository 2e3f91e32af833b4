import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';

/** How a concurrent writer changes its file in one step. */
export const writeManners = ['truncate', 'part', 'whole', 'replace', 'remove'] as const;
type WriteManner = (typeof writeManners)[number];

/** One step of a program that rewrites a file while the subject works. */
export interface WriteStep {
  /** It happens once the subject has done so many operations. */
  readonly after: number;
  /**
   * `truncate` empties the file in place; `part` writes the beginning of the version over what is there; `whole` writes
   * all of it and cuts the rest off; `replace` renames another, complete file over it; `remove` deletes it.
   */
  readonly manner: WriteManner;
  /** Which version is written, 1 to 9. */
  readonly version: number;
  /** How much of it `part` writes, in thousandths. */
  readonly permille: number;
}

/**
 * What is in the file after a step that writes in place; undefined once it is removed.
 * @param before what was in the file, undefined if it did not exist
 * @param version all bytes of the version that the step writes
 */
export function contentAfter(
  step: WriteStep,
  before: Buffer | undefined,
  version: Buffer,
): Buffer | undefined {
  switch (step.manner) {
    case 'truncate':
      return Buffer.alloc(0);
    case 'part': {
      const written = version.subarray(0, Math.floor((version.length * step.permille) / 1000));
      return Buffer.concat([written, (before ?? Buffer.alloc(0)).subarray(written.length)]);
    }
    case 'whole':
    case 'replace':
      return version;
    case 'remove':
      return undefined;
  }
}

/** The step in a few words: "version 2 in place after operation 3". */
export function writeStepName({ after, manner, version, permille }: WriteStep): string {
  const what = {
    truncate: 'truncated',
    part: `the first ${permille / 10} % of version ${version} in place`,
    whole: `version ${version} in place`,
    replace: `version ${version} renamed over it`,
    remove: 'removed',
  }[manner];
  return `${what} after operation ${after}`;
}

/** The steps in the order in which they happen: by `after`, then as listed. */
export function inOrder(steps: readonly WriteStep[]): readonly WriteStep[] {
  return steps.toSorted((one, other) => one.after - other.after);
}

/** A step while a subject does so many operations; mostly within the first ones, where it reads. */
export function writeStep(operations: number): fc.Arbitrary<WriteStep> {
  return fc.record<WriteStep>({
    after: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: Math.min(6, operations) }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: operations }) },
    ),
    manner: fc.constantFrom('whole', 'whole', 'whole', 'part', 'truncate', 'replace', 'remove'),
    version: fc.integer({ min: 1, max: 9 }),
    permille: fc.integer({ min: 0, max: 1000 }),
  });
}

/** One to three steps of a writer, in any order: `inOrder` sorts them. */
export function writeSchedule(operations: number): fc.Arbitrary<readonly WriteStep[]> {
  return fc.array(writeStep(operations), { minLength: 1, maxLength: 3, size: 'max' });
}
