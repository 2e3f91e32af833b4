/** More of a message than this is a dump; and what normalises it must not take its time over megabytes. */
const longest = 2_000;

/** A text as a verdict keeps it: cut where it is no longer a sentence. */
export function bounded(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (+${text.length - longest} characters)`;
}

/** What was thrown, in a few words. Anything can be thrown, also what can't be made a text. */
export function describeThrown(error: unknown): string {
  try {
    return bounded(error instanceof Error ? `${error.name}: ${error.message}` : `threw ${String(error)}`);
  } catch {
    return 'threw something that is no error and has no text';
  }
}
