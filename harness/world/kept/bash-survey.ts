import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { quoteWord } from '../shell-words.ts';

/**
 * What sourcing a file would do, as far as that is the same in every environment. `each-run`: it is not, or nobody can
 * tell, so the file is sourced in each run.
 */
export type Survey =
  | {
      readonly kind: 'once';
      /** Names that its top level mentions: what it does may depend on a variable of theirs. */
      readonly mentioned: ReadonlySet<string>;
      /** Names that it gives a constant value, whatever they had. */
      readonly settled: ReadonlySet<string>;
      /** The words of `set` that turn on the options it leaves on. */
      readonly options: readonly string[];
      readonly defines: boolean;
    }
  | { readonly kind: 'each-run' };

const word = `('[^']*'|"([^"\\\\\`]|\\\\.)*"|\\$'([^'\\\\]|\\\\.)*'|[^[:space:]'"\`;&|<>()])*`;
/** A top-level command that changes nothing but the shell itself. Anything else is not even tried. */
const harmless = `^(([A-Za-z_][A-Za-z0-9_]*[+]?=${word})([[:space:]]+[A-Za-z_][A-Za-z0-9_]*[+]?=${word})*|(set|shopt|readonly|declare|typeset|export|unset|test|:|true|false|return|\\[|\\[\\[)([[:space:]]+${word})*)$`;
/** What reads more than the variables it names: substitutions, files, arguments, patterns, homes, indirection. */
const farReaching =
  /[`*?~<>()]|\$[(@*#?$!\d_-]|\$\{[!@*#?$\d_-]|\$"|\s-[a-mo-yA-Z]\s|\bRANDOM\b|\bSECONDS\b|\bEPOCH|\bBASHPID\b|\bPPID\b/;
const constantAssignment =
  /^(?:(?:readonly|export)\s+)?([A-Za-z_]\w*)=('[^']*'|"[^"$`\\]*"|\$'[^']*'|[^\s'"$`\\;&|<>()]*)$/;
/** Options of `set` that the loop around the runs can live with switched off. */
const optionWords: Readonly<Record<string, string>> = { e: '-e', u: '-u', f: '-f', C: '-C', E: '-E' };
/** Builtins that the loop uses: a function of such a name would take their place. */
const used = new Set(
  '. : builtin cd command declare exec exit export kill mapfile printf read set shopt umask unset wait'.split(
    ' ',
  ),
);

/** Tells, in records that a NUL ends, what the top level runs and what it leaves. The first command that may do harm ends it. */
export function surveyText(file: string, name: string): string {
  const source = `. ${quoteWord(file)}`;
  return [
    'exec 60>&1 >/dev/null 2>&1 </dev/null',
    'set -T',
    `__seatrial_source=${quoteWord(source)}`,
    `__seatrial_harmless=${quoteWord(harmless)}`,
    `trap '[[ -v __seatrial_over || $BASH_COMMAND == "$__seatrial_source" ]] || { printf "command %s\\0" "$BASH_COMMAND" >&60; [[ $BASH_COMMAND =~ $__seatrial_harmless ]] || exit 9; }' DEBUG`,
    `${source} || exit 9`,
    '__seatrial_over=',
    `if declare -F ${quoteWord(name)} >/dev/null; then printf 'defines \\0' >&60; fi`,
    `printf 'options %s\\0functions %s\\0' "$-" "$(declare -F)" >&60`,
    `if [[ -o pipefail ]]; then printf 'pipefail \\0' >&60; fi`,
    `printf 'over \\0' >&60`,
  ].join('\n');
}

/** Takes the survey of a file, contained as its runs are. */
export async function survey(
  words: readonly [string, ...string[]],
  options: {
    readonly environment: Readonly<Record<string, string>>;
    readonly folder: string;
    readonly limitMs: number;
  },
): Promise<Survey> {
  const [program, ...args] = words;
  const child = spawn(program, args, {
    cwd: options.folder,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: options.limitMs,
    killSignal: constants.signals.SIGKILL,
  });
  const told: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => told.push(data));
  await new Promise<void>(resolve => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  return readSurvey(Buffer.concat(told).toString('utf8'));
}

/** Reads what `surveyText` tells. */
function readSurvey(text: string): Survey {
  const records = text
    .split('\0')
    .map(record => [record.split(' ', 1)[0], record.slice(record.indexOf(' ') + 1)]);
  const told = (kind: string): string[] => records.flatMap(([of, what = '']) => (of === kind ? [what] : []));
  const [options] = told('options');
  const [functions = ''] = told('functions');
  const ran = told('command').filter(command => command !== '__seatrial_over=');
  if (told('over').length === 0 || options === undefined || ran.some(isFarReaching))
    return { kind: 'each-run' };
  if (functions.split('\n').some(line => used.has(line.replace(/^declare -\w+ /, ''))))
    return { kind: 'each-run' };
  const words = [...options].filter(flag => !'hBcT'.includes(flag)).map(flag => optionWords[flag]);
  const known = words.filter(one => one !== undefined);
  if (known.length < words.length || !'hBc'.split('').every(flag => options.includes(flag)))
    return { kind: 'each-run' };
  const mentioned = new Set<string>();
  const settled = new Set<string>();
  for (const command of ran) {
    const name = constantAssignment.exec(command)?.[1];
    if (name !== undefined && !mentioned.has(name)) settled.add(name);
    for (const [other] of command.matchAll(/[A-Za-z_]\w*/g)) {
      mentioned.add(other);
      if (command.startsWith('unset ')) settled.delete(other);
    }
  }
  const pipefail = told('pipefail').length > 0 ? ['-o', 'pipefail'] : [];
  return {
    kind: 'once',
    mentioned,
    settled,
    options: [...known, ...pipefail],
    defines: told('defines').length > 0,
  };
}

/** The file's own name may be asked for, and `$0` is always "bash". */
function isFarReaching(command: string): boolean {
  if (
    /\b(extdebug|expand_aliases|restricted_shell|compat\w+|posix|functrace)\b|^set\s+[-+]\w*T|^set(?!(\s+[-+]\w+|\s+(pipefail|errexit|nounset|noglob|noclobber|errtrace))+$)/.test(
      command,
    )
  )
    return true;
  if (/^(declare|typeset)\s+-\w*[^\sriax]/.test(command)) return true;
  const known = command.replace(/\$\{BASH_SOURCE(\[0\])?\}|\$BASH_SOURCE\b|\$\{0\}|\$0\b/g, '');
  return farReaching.test(
    known
      .replace(/^(set|shopt|readonly|export|declare|typeset|unset)(\s+-\w+)+/, '$1')
      .replace(/\s-[no]\s/g, ' '),
  );
}
