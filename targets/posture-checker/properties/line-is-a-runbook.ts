import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Boot, PostureObservation, ToldFailure } from '../observation.ts';
import { nothingToServe, type Predicted, predict } from '../oracle.ts';
import type { PostureScenario } from '../scenario.ts';

/** Whether a line holds a text, as it is or as JSON writes it. */
function has(line: string, text: string): boolean {
  return line.includes(text) || line.includes(JSON.stringify(text).slice(1, -1));
}

interface Structured extends ToldFailure {
  readonly resource: string;
}

function lacks(
  lines: readonly string[],
  { sentinel, resource, reason, fix }: Structured,
): string | undefined {
  const named = lines.filter(line => line.includes(sentinel));
  if (named.length === 0) return 'no log line';
  const about = named.filter(line => has(line, resource));
  if (resource === '' || about.length === 0) return 'no log line that names what it is about';
  if (reason === '') return 'no reason';
  if (fix === '' || !about.some(line => has(line, fix))) return 'no log line that says what to do';
  return undefined;
}

/** What may stand for what a failure is about; nobody has said what to call the user id or a capability set. */
function namesOf({ sentinel, resource, because }: Predicted): readonly string[] {
  if (sentinel === 'ErrCacheDirInsecure') return [resource, '--cert-cache'];
  if (because === nothingToServe) return ['--domain', '--insecure-listen'];
  if (resource.startsWith('--listen ')) return ['--listen'];
  return /^(?:[A-Z_]{4,}$|--?[A-Za-z]|\/)/.test(resource) ? [resource] : [];
}

/** A failure that a program tells in plain text, without a line that names what it is about. */
function unnamedInText(scenario: PostureScenario, { failures, lines }: Boot): Predicted | undefined {
  const inText = new Set(failures.flatMap(({ sentinel, resource }) => (resource === null ? sentinel : [])));
  if (inText.size === 0) return undefined;
  return predict(scenario).find(one => {
    const { sentinel, optional } = one;
    const names = namesOf(one);
    if (optional || names.length === 0 || !inText.has(sentinel)) return false;
    return !lines.some(line => line.includes(sentinel) && names.some(name => has(line, name)));
  });
}

/** Whoever reads the line need not look anything up (seed `001`: the log line is the runbook). */
export const lineIsARunbook: Property<PostureScenario, PostureObservation> = {
  name: 'line-is-a-runbook',
  statement:
    'Each failure has a log line with its sentinel, the variable or resource it is about, and a fix.',
  check(scenario, { first, seen }) {
    for (const failure of first.failures) {
      const { resource } = failure;
      if (resource === null) continue;
      const lacking = lacks(first.lines, { ...failure, resource });
      if (lacking !== undefined)
        return broken(`${failure.sentinel} of ${JSON.stringify(resource)} has ${lacking}.`);
    }
    const unnamed = unnamedInText(scenario, first);
    if (unnamed !== undefined)
      return broken(`No line with ${unnamed.sentinel} names ${JSON.stringify(unnamed.resource)}.`);
    // What comes from outside was taken apart into lines.
    if (seen === 'outside') return holds;
    if (first.lines.some(line => line.includes('\n') || line.includes('\r')))
      return broken('A log line is broken in two by a text it repeats.');
    return holds;
  },
};
