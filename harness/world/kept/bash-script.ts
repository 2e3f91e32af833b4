import { quoteWord } from '../shell-words.ts';
import type { Survey } from './bash-survey.ts';

/** What a kept bash is made of. */
export interface BashScript {
  readonly bash: string;
  readonly file: string;
  readonly function: string;
  readonly survey: Survey;
  /** A file: folder, umask, "exported" or "fresh", number of words, words, arguments, each ended by a NUL. */
  readonly request: string;
}

/** What the kept shell does by `-c`, and what a run has to equal. */
export function plainScript(file: string, name: string): string {
  return `. ${quoteWord(file)}; ${name} "$@"`;
}

/**
 * The loop of a kept bash. Descriptor 0 gives the number of a request, a line each; 1 and 2 are the runs' own; 3 takes
 * `answer NUMBER GROUP STATUS LEFT`, before it the shell's note on a run that a signal ended: `wait` does not tell
 * that from an exit status. No other program is started, nothing of a request is ever read as shell text.
 * Job control gives each run a process group and leaves its signals alone. A run that is stopped is waited for in steps:
 * bash 5.2's `wait -f` sometimes goes on for ever.
 */
export function loopScript({ bash, file, function: name, survey, request }: BashScript): string {
  const once = survey.kind === 'once';
  const options = once && survey.options.length > 0 ? `set ${survey.options.join(' ')}` : ':';
  return `exec 60<&0 61>&1 62>&2 63>&3 </dev/null >&63 2>&63 3>&-
${once ? `. ${quoteWord(file)}\nset +eufCE +o pipefail` : ':'}
set -m
printf 'ready\\n' >&63
while read -r -u 60 __seatrial_n; do
(
mapfile -d '' -t __seatrial <${quoteWord(request)} 2>&63 || exit
cd -P -- "\${__seatrial[0]}" 2>/dev/null || { printf 'no folder\\n' >&63; exit 1; }
unset -v OLDPWD; export OLDPWD
umask -- "\${__seatrial[1]}"
set +m
if [[ \${__seatrial[2]} == fresh ]]; then
exec 63>&-
exec -c /usr/bin/env -- "\${__seatrial[@]:4:\${__seatrial[3]}}" ${quoteWord(bash)} -c ${quoteWord(plainScript(file, name))} bash "\${__seatrial[@]:4+\${__seatrial[3]}}"
fi
((\${__seatrial[3]})) && export -- "\${__seatrial[@]:4:\${__seatrial[3]}}"
set -- "\${__seatrial[@]:4+\${__seatrial[3]}}"
unset -v __seatrial __seatrial_n __seatrial_p __seatrial_s
exec 63>&-
SECONDS=0
${once ? `${options}\n${name} "$@"` : plainScript(file, name)}
) </dev/null >&61 2>&62 60<&- 61>&- 62>&- &
__seatrial_p=$!
__seatrial_s=0
wait "$__seatrial_p" || __seatrial_s=$?
while ((__seatrial_s > 128)) && kill -0 "$__seatrial_p" 2>&-; do
read -r -t 0.02 -u 60
__seatrial_s=0
wait "$__seatrial_p" || __seatrial_s=$?
done
if kill -0 -- "-$__seatrial_p" 2>&-; then set -- left; else set -- none; fi
printf 'answer %s %s %s %s\\n' "$__seatrial_n" "$__seatrial_p" "$__seatrial_s" "$1" >&63
set --
done`;
}
