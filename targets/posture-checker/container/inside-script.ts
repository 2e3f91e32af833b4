/** What a line of the report begins with. */
export const insideMark = 'seatrial-inside:';

/**
 * Run by the entrypoint's own user as the container has it: its arguments are the name to look by, the path to look at,
 * how many variables there are, those, and then the program's words. It tells what a process is here, as one line of
 * base64 with a NUL between the parts, and becomes the program with exactly those variables; without a program it ends.
 */
const asProgram = `LC_ALL=C PATH=/usr/bin:/bin
reader=$1 cache=$2 count=$3; shift 3
entries=("\${@:1:count}"); shift "$count"
printf ${insideMark}
{
  "$reader" /proc/self/status; printf '\\0'
  printf '%s\\0' "$(</proc/self/uid_map)" "$(</proc/net/dev)"
  if [[ -n $cache ]]; then stat -c '%f %u' -- "$cache" 2>&1; fi; printf '\\0'
  if [[ -L $cache ]]; then stat -L -c '%f %u' -- "$cache" 2>&1; fi; printf '\\0'
  printf '%s\\0' "\${entries[@]}"
} | base64 -w0
echo
(($#)) || exit 0
exec /usr/bin/env -i -- "\${entries[@]}" "$@"`;

/** The first process: it takes the variables as Docker gave them, whatever they are called, and runs the entrypoint. */
const asStarted = `cut=$1; shift
entries=()
while IFS= read -r -d '' entry; do entries+=("$entry"); done </proc/self/environ
exec "\${@:1:cut}" "\${@:cut+1:7}" "\${#entries[@]}" "\${entries[@]}" "\${@:cut+8}"`;

/** What a container is started with. */
export interface InsideWords {
  /** What makes the program who it is; empty: Docker alone does. */
  readonly entrypoint: readonly string[];
  /** Path of a program that writes what a file holds, by the name that a status is to tell. */
  readonly reader: string;
  /** Path of the certificate cache without what is at its end; empty: none is given. */
  readonly cache: string;
  /** Empty: the container ends when it has told. */
  readonly program: readonly string[];
}

const shell = '/bin/bash';

/** The words of a container's first process. bash with -p stays who it was started as. */
export function insideWords({ entrypoint, reader, cache, program }: InsideWords): readonly string[] {
  const then = [shell, '-p', '-c', asProgram, 'seatrial', reader, cache];
  return [
    ...[shell, '-p', '-c', asStarted, 'seatrial', String(entrypoint.length)],
    ...entrypoint,
    ...then,
    ...program,
  ];
}
