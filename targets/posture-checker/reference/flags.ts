/** What the command line says. Null: not given, or given empty. */
export interface Flags {
  readonly insecureListen: string | null;
  readonly domain: string | null;
  readonly certCache: string | null;
  readonly listen: readonly string[];
  readonly problems: readonly FlagProblem[];
}

/** A command line that can't be followed. */
interface FlagProblem {
  /** The flag, without a value that may be written beside it. */
  readonly flag: string;
  readonly reason: string;
}

const single = ['--insecure-listen', '--domain', '--cert-cache'];
const repeatable = '--listen';

/** Reads `--flag VALUE` and `--flag=VALUE`. Never throws: what it can't follow is a problem beside all others. */
export function readFlags(given: readonly string[]): Flags {
  const values = new Map<string, string>();
  const listen: string[] = [];
  const problems: FlagProblem[] = [];
  for (let at = 0; at < given.length; at++) {
    const [flag, beside] = split(given[at] ?? '');
    if (flag !== repeatable && !single.includes(flag)) {
      problems.push({ flag: nameOf(flag), reason: 'is not known' });
      continue;
    }
    const next = given[at + 1];
    if (beside === undefined && (next === undefined || next.startsWith('--'))) {
      problems.push({ flag, reason: 'has no value' });
      continue;
    }
    if (beside === undefined) at++;
    const value = beside ?? next ?? '';
    if (value === '') continue;
    if (flag === repeatable) listen.push(value);
    else if (values.has(flag)) problems.push({ flag, reason: 'is given more than once' });
    else values.set(flag, value);
  }
  return {
    insecureListen: values.get('--insecure-listen') ?? null,
    domain: values.get('--domain') ?? null,
    certCache: values.get('--cert-cache') ?? null,
    listen,
    problems,
  };
}

function split(argument: string): [flag: string, value: string | undefined] {
  const at = argument.startsWith('--') ? argument.indexOf('=') : -1;
  return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}

/** An unknown argument may be anything, a secret too: only what looks like a flag is repeated. */
function nameOf(argument: string): string {
  return /^--?[A-Za-z][A-Za-z0-9-]*$/.test(argument) ? argument : 'arguments';
}
