/** A program with its arguments, as they are started without a shell. */
export type Words = readonly [string, ...string[]];
