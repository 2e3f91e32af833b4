import { broken, holds, type Property } from '../../../harness/target.ts';
import type { PostureObservation, ToldFailure } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** Whether a line holds a text, as it is or as JSON writes it. */
function has(line: string, text: string): boolean {
  return line.includes(text) || line.includes(JSON.stringify(text).slice(1, -1));
}

function lacks(
  lines: readonly string[],
  { sentinel, resource, reason, fix }: ToldFailure,
): string | undefined {
  const named = lines.filter(line => line.includes(sentinel));
  if (named.length === 0) return 'no log line';
  const about = named.filter(line => has(line, resource));
  if (resource === '' || about.length === 0) return 'no log line that names what it is about';
  if (reason === '') return 'no reason';
  if (fix === '' || !about.some(line => has(line, fix))) return 'no log line that says what to do';
  return undefined;
}

/** Whoever reads the line need not look anything up (seed `001`: the log line is the runbook). */
export const lineIsARunbook: Property<PostureScenario, PostureObservation> = {
  name: 'line-is-a-runbook',
  statement:
    'Each failure has a log line with its sentinel, the variable or resource it is about, and a fix.',
  check(_scenario, { first }) {
    for (const failure of first.failures) {
      const lacking = lacks(first.lines, failure);
      if (lacking !== undefined)
        return broken(`${failure.sentinel} of ${JSON.stringify(failure.resource)} has ${lacking}.`);
    }
    if (first.lines.some(line => line.includes('\n') || line.includes('\r')))
      return broken('A log line is broken in two by a text it repeats.');
    return holds;
  },
};
