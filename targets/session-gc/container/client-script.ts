import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted, watching } from '../../../harness/world/stub/write-stub.ts';
import { socketOf } from './engine-sockets.ts';

/** What the program that `DOCKER` names does beside being docker(1). */
export interface ClientCall {
  /** Sessions that start: commands, as words, before docker(1) is asked and after it has answered. */
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
  /** What it is killed by when its engine has gone silent. */
  readonly killedBy: string | undefined;
}

export interface ClientPlace {
  /** The path that the sweep starts; its folder is there. */
  readonly path: string;
  /** The real docker(1). */
  readonly docker: string;
  /** A folder of its own, absolute, for its notes: as of a stub, so that they are read as those are. */
  readonly backstage: string;
  /** Folder of the sockets, one for each call. */
  readonly sockets: string;
  /** A folder whose names are noted when a call begins. */
  readonly watched: string | undefined;
}

/** More calls than that are refused: a program that calls for ever is to end. */
const mostCalls = 200;

/** Where the harness says that the engine has gone silent in a call, from 1. */
export function silenceAt(backstage: string, call: number): string {
  return join(backstage, `silent-${call}`);
}

/** Where the client's complaints are in a call, from 1. */
export function complaintAt(backstage: string, call: number): string {
  return join(backstage, `call-${call}`, 'complaint');
}

/**
 * Writes a program that is the real docker(1) before an engine of its own for each call; the last one from then on. It
 * notes what `readStubCalls` reads, ends as docker(1) does, and docker(1) ends with it.
 */
export function writeClient(calls: readonly ClientCall[], place: ClientPlace): void {
  mkdirSync(place.backstage, { recursive: true });
  chmodSync(place.backstage, 0o777);
  writeFileSync(place.path, script(calls, place), { flag: 'wx' });
  chmodSync(place.path, 0o755);
}

function script(calls: readonly ClientCall[], { docker, backstage, sockets, watched }: ClientPlace): string {
  const cases = calls.map((call, index) => {
    const own = [
      ...call.before.map(act),
      call.killedBy === undefined
        ? 'ask "$@"'
        : `askAndDie ${index + 1} ${call.killedBy.slice('SIG'.length)} "$@"`,
      'cat "$notes/complaint" >&2',
      ...call.after.map(act),
    ];
    const pattern = index === calls.length - 1 ? '*' : `${index + 1}`;
    return [
      `${pattern})`,
      `  export DOCKER_HOST=unix://${quoted(socketOf(sockets, index + 1))}`,
      ...own,
      ';;',
    ];
  });
  return [
    '#!/bin/sh',
    'PATH=/usr/bin:/bin',
    `backstage=${quoted(backstage)}`,
    // Nobody's settings are read: they are no part of the world.
    'export DOCKER_CONFIG="$backstage/settings"',
    'n=1',
    'until mkdir "$backstage/call-$n" 2>/dev/null; do',
    `  [ "$n" -lt ${mostCalls} ] || { echo "docker was called too often" >&2; exit 125; }`,
    '  n=$((n + 1))',
    'done',
    'notes=$backstage/call-$n',
    `[ $# = 0 ] || printf '%s\\0' "$@" >"$notes/arguments"`,
    ...(watched === undefined ? [] : [watching(watched)]),
    'act() { said=$("$@" 2>&1 >/dev/null) || printf "%s: %s\\n" "$*" "$said" >>"$notes/hindered"; }',
    // Whoever ends this script ends docker(1): to its caller they are one.
    `ask() { setpriv --pdeathsig KILL ${quoted(docker)} "$@" 2>"$notes/complaint"; status=$?; }`,
    'askAndDie() {',
    '  silent=$backstage/silent-$1; signal=$2; shift 2',
    `  setpriv --pdeathsig KILL ${quoted(docker)} "$@" 2>"$notes/complaint" &`,
    '  pid=$!; waited=0',
    '  until [ -e "$silent" ] || [ "$waited" -gt 1000 ]; do',
    '    sleep 0.02; waited=$((waited + 1))',
    '  done',
    '  kill -s "$signal" "$pid"; wait "$pid"; status=$?',
    '}',
    'case $n in',
    ...cases.flat(),
    'esac',
    'if [ "$status" -gt 128 ]; then',
    '  signal=$(kill -l $((status - 128)))',
    `  printf '{"how":"killed","signal":"SIG%s"}' "$signal" >"$notes/ended"`,
    '  kill -s "$signal" $$',
    'fi',
    `printf '{"how":"exits","status":%s}' "$status" >"$notes/ended"`,
    'exit "$status"',
    '',
  ].join('\n');
}

function act(words: readonly string[]): string {
  return `act ${words.map(quoted).join(' ')} </dev/null`;
}
