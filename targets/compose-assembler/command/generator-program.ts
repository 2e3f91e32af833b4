import { chmodSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { sessionVariables } from '../model.ts';
import { cut, overlayText, type Places } from '../places.ts';
import { submountsOverlay } from '../reference/submounts/overlay-text.ts';
import type { ScenarioGenerator } from '../scenario.ts';
import { climbingOut } from './real-places.ts';

/** Where a world keeps what is not the program's: the texts that generators write, and the note of what ran. */
export interface Backstage {
  readonly folder: string;
  /** One line a start, and one more right before the end: `3 begins`, `3 killed`. */
  readonly notes: string;
}

/** What it says last. Whoever passes it on as it is claims something that may not be true. */
const lastWords = 'mode: contained';

/**
 * Writes a scenario's generator as a real program that does what the scenario says of it: writes its overlay or a part
 * of it, and ends as it must.
 * @param nth its place in the scenario, by which it notes that it ran
 */
export function writeGenerator(
  generator: ScenarioGenerator,
  nth: number,
  places: Places,
  { folder, notes }: Backstage,
): void {
  const payload = join(folder, `overlay-${nth}`);
  writeFileSync(payload, payloadOf(generator, places));
  const lines = [
    generator.ends.how === 'cannot-run' ? '#!/nonexistent/interpreter' : '#!/bin/sh',
    `echo '${nth} begins' >>${quoted(notes)}`,
    ...writing(generator, payload, places),
    `echo '${nth} ${generator.ends.how}' >>${quoted(notes)}`,
    ...ending(generator),
  ];
  const program = join(places.generators, generator.name);
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  utimesSync(program, longAgo, new Date());
}

const longAgo = new Date(0);

/** Whether somebody tried to run a program that can't be run, or read it: the kernel then notes when (relatime). */
export function wasLookedInto(program: string): boolean {
  return (statSync(program, { throwIfNoEntry: false })?.atimeMs ?? 0) > longAgo.getTime();
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function payloadOf(generator: ScenarioGenerator, places: Places): string {
  const { ends, overlay } = generator;
  if (overlay.kind === 'tampers') {
    const whole = overlayText({ ...generator, overlay: { kind: 'pieces', pieces: [overlay.piece] } }, places);
    return climbingOut(whole ?? '', places);
  }
  const whole = overlayText(generator, places) ?? submounts(overlay, places);
  const text = climbingOut(whole, places);
  return 'after' in ends ? cut(text, ends.after) : text;
}

function submounts(overlay: ScenarioGenerator['overlay'], { project }: Places): string {
  if (overlay.kind !== 'submounts') return '';
  const { names, variables } = overlay;
  return submountsOverlay({ service: 'agent', project, names, variables: sessionVariables(variables) });
}

/** What it leaves at its output file before it ends. */
function writing({ ends, overlay }: ScenarioGenerator, payload: string, places: Places): readonly string[] {
  if (ends.how === 'writes-nothing') return [];
  if (ends.how === 'writes-empty') return [': >"$1"'];
  if (overlay.kind === 'not-a-file') {
    return overlay.is === 'folder' ? ['mkdir -- "$1"'] : [`ln -s -- ${quoted(places.base)} "$1"`];
  }
  const copy = `cat -- ${quoted(payload)}`;
  if (overlay.kind !== 'tampers') return [`${copy} >"$1"`];
  const folder = quoted(places.overlays);
  return [
    `for file in ${folder}/* ${folder}/.[!.]*; do`,
    '  if [ -e "$file" ] || [ -L "$file" ]; then',
    `    rm -rf -- "$file" && ${copy} >"$file"`,
    '  fi',
    'done',
  ];
}

function ending({ ends }: ScenarioGenerator): readonly string[] {
  const words = `echo '${lastWords}' >&2`;
  switch (ends.how) {
    case 'exits':
      return [words, `exit ${ends.code}`];
    case 'killed':
      return [words, `kill -${ends.signal.slice('SIG'.length)} $$`];
    case 'hangs':
      return ['exec sleep 1000'];
    case 'disk-full':
      return ['echo more >/dev/full', 'exit 1'];
    case 'throws':
      throw new HarnessFault('a start that fails for want of processes is not built for real', 'bad-world');
    default:
      return [words, 'exit 0'];
  }
}
