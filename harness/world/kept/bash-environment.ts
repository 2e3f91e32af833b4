import type { Survey } from './bash-survey.ts';

/**
 * How an environment gets to a function in a forked subshell. `fresh`: bash itself would read it at its start, or can't
 * hold it in a variable, so the run starts a bash of its own.
 */
export type Carried =
  | { readonly kind: 'exported'; readonly words: readonly string[] }
  | { readonly kind: 'fresh'; readonly words: readonly string[] }
  | { readonly kind: 'impossible'; readonly reason: string };

const identifier = /^[A-Za-z_]\w*$/;
/** Variables that bash(1) sets, reads at its start, or treats in a way of their own. */
const special =
  /^(_|__seatrial.*|BASH.*|COMP_.*|COMPREPLY|COPROC|DIRSTACK|EPOCH.*|EUID|UID|PPID|FUNC.*|GLOBIGNORE|GROUPS|HIST.*|HOSTFILE|HOSTNAME|HOSTTYPE|IFS|IGNOREEOF|LINENO|LINES|COLUMNS|MACHTYPE|MAIL.*|MAPFILE|OLDPWD|OPTARG|OPTERR|OPTIND|OSTYPE|PIPESTATUS|POSIXLY_CORRECT|PROMPT.*|PS\d|PWD|RANDOM|READLINE.*|REPLY|SECONDS|SHELLOPTS|SHLVL|SRANDOM|TMOUT|TERM|TEXTDOMAIN.*|TIMEFORMAT|CHILD_MAX|EXECIGNORE|FCEDIT|FIGNORE|INPUTRC|INSIDE_EMACS|ENV|BASHOPTS)$/;
/** Locales that every machine has; of another one bash may warn, in words that differ. */
const everywhere = new Set(['', 'C', 'POSIX', 'C.UTF-8', 'C.utf8']);
/** Longest argument or variable that Linux hands to a program: MAX_ARG_STRLEN of execve(2), 32 pages, its NUL included. */
const longestBytes = 131_072;

/** Decides it, and gives the words: `NAME=VALUE` each, or `NAME` where the file itself decides the value. */
export function carry(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  survey: Survey,
): Carried {
  const pairs = Object.entries(environment);
  const plain = pairs.map(([name, value]) => `${name}=${value}`);
  const impossible = (reason: string): Carried => ({ kind: 'impossible', reason });
  for (const text of [...plain, ...args]) {
    if (text.includes('\0')) return impossible('an argument or a variable holds a NUL character');
    if (text.length * 3 >= longestBytes && Buffer.byteLength(text) >= longestBytes)
      return impossible(`an argument or a variable is longer than ${longestBytes} bytes (E2BIG)`);
  }
  const words: string[] = [];
  for (const [name, value] of pairs) {
    if (name === '' || name.includes('=')) return impossible(`a variable can not be called "${name}"`);
    const locale = /^LC_|^LANG(UAGE)?$/.test(name) && !everywhere.has(value);
    if (!identifier.test(name) || special.test(name) || locale) return { kind: 'fresh', words: plain };
    if (survey.kind === 'each-run' || !survey.mentioned.has(name)) words.push(`${name}=${value}`);
    else if (survey.settled.has(name)) words.push(name);
    else return { kind: 'fresh', words: plain };
  }
  return { kind: 'exported', words };
}
