import { chmodSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { sessionVariables } from '../model.ts';
import { cut, overlayText, type Places } from '../places.ts';
import { submountsOverlay } from '../reference/submounts/overlay-text.ts';
import type { ScenarioGenerator } from '../scenario.ts';
import { climbingOut, withoutCounting } from './real-places.ts';

/** Where a world keeps what is not the program's: the texts that generators write, and the notes of what ran. */
export interface Backstage {
  /** Absolute path of the world. */
  readonly root: string;
  readonly folder: string;
  /** A line for each thing that a generator does: its place in the scenario, its process id, and a word. */
  readonly notes: string;
}

/** Words of the notes beside the ends of a scenario. */
export const noted = {
  begins: 'begins',
  /** Started as it must not be, or with an output file that can't be written: it fails, and that is nobody's plan. */
  hindered: 'hindered',
  /** It should have ended and goes on: what was to end it did not work. */
  goesOn: 'goes-on',
} as const;

/** What it says last. Whoever passes it on as it is claims something that may not be true. */
const lastWords = 'mode: contained';

/**
 * Writes a scenario's generator as a real program that does what the scenario says of it: writes its overlay or a part
 * of it, and ends as it must. One that is not started in the project folder with one argument fails.
 * @param nth its place in the scenario, by which it notes what it does
 */
export function writeGenerator(
  generator: ScenarioGenerator,
  nth: number,
  places: Places,
  backstage: Backstage,
): void {
  const payload = join(backstage.folder, `overlay-${nth}`);
  writeFileSync(payload, payloadOf(generator, places, backstage.root));
  const lines = [
    `#!${generator.ends.how === 'cannot-run' ? writeInterpreter(nth, backstage) : '/bin/sh'}`,
    'PATH=/usr/bin:/bin',
    `note() { echo "${nth} $$ $1" >>${quoted(backstage.notes)}; }`,
    `hindered() { note ${noted.hindered}; echo "$1" >&2; exit 1; }`,
    `note ${noted.begins}`,
    `[ $# = 1 ] && [ . -ef ${quoted(places.project)} ] || hindered 'not started in the project folder with one argument'`,
    ...writing(generator, payload, places),
    ...ending(generator),
    `note ${noted.goesOn}`,
  ];
  const program = join(places.generators, generator.name);
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
}

const longAgo = new Date(0);

function interpreterOf(nth: number, { folder }: Backstage): string {
  return join(folder, `interpreter-${nth}`);
}

/** An interpreter that can't be run for want of one of its own: the kernel looks into it, and nobody else does. */
function writeInterpreter(nth: number, backstage: Backstage): string {
  const file = interpreterOf(nth, backstage);
  writeFileSync(file, '#!/nonexistent/interpreter\n');
  chmodSync(file, 0o755);
  utimesSync(file, longAgo, new Date());
  return file;
}

/** Whether somebody tried to run a generator that can't be run: the kernel noted when it read its interpreter. */
export function wasTried(nth: number, backstage: Backstage): boolean {
  return statSync(interpreterOf(nth, backstage)).atimeMs > longAgo.getTime();
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function payloadOf(generator: ScenarioGenerator, places: Places, root: string): string {
  const { ends, overlay } = generator;
  if (overlay.kind === 'tampers') {
    const whole = overlayText({ ...generator, overlay: { kind: 'pieces', pieces: [overlay.piece] } }, places);
    return climbingOut(whole ?? '', places);
  }
  const whole = overlayText(generator, places) ?? submounts(overlay, places);
  const text = 'after' in ends ? withoutCounting(root, whole, plain => cut(plain, ends.after)) : whole;
  return climbingOut(text, places);
}

function submounts(overlay: ScenarioGenerator['overlay'], { project }: Places): string {
  if (overlay.kind !== 'submounts') return '';
  const { names, variables } = overlay;
  return submountsOverlay({ service: 'agent', project, names, variables: sessionVariables(variables) });
}

/** What it leaves at its output file before it ends. */
function writing({ ends, overlay }: ScenarioGenerator, payload: string, places: Places): readonly string[] {
  const orHindered = `|| hindered 'the output file can not be written'`;
  if (ends.how === 'writes-nothing' || ends.how === 'cannot-run') return [];
  if (ends.how === 'writes-empty') return [`true >"$1" ${orHindered}`];
  if (overlay.kind === 'not-a-file') {
    const put = overlay.is === 'folder' ? 'mkdir --' : `ln -s -- ${quoted(places.base)}`;
    return [`rm -f -- "$1" && ${put} "$1" ${orHindered}`];
  }
  const copy = `cat -- ${quoted(payload)}`;
  if (overlay.kind !== 'tampers') return [`${copy} >"$1" ${orHindered}`];
  const folder = quoted(places.overlays);
  return [
    `for file in ${folder}/* ${folder}/.[!.]*; do`,
    '  if [ -e "$file" ] || [ -L "$file" ]; then',
    `    rm -rf -- "$file" && ${copy} >"$file"`,
    '  fi',
    'done',
  ];
}

/** Its end. The note comes first: of some ends nothing comes back. Behind it another says that it did not work. */
function ending({ ends }: ScenarioGenerator): readonly string[] {
  const note = `note ${ends.how}`;
  const words = `echo '${lastWords}' >&2`;
  switch (ends.how) {
    case 'exits':
      return [note, words, `exit ${ends.code}`];
    case 'killed':
      return [note, words, `kill -${ends.signal.slice('SIG'.length)} $$`];
    case 'hangs':
      // dash does not go on behind an exec that fails.
      return [note, `command -v sleep >/dev/null && exec sleep 1000`];
    case 'disk-full':
      return [note, 'echo more >/dev/full || exit 1'];
    case 'cannot-run':
      return [];
    case 'throws':
      throw new HarnessFault('a start that fails for want of processes is not built for real', 'bad-world');
    default:
      return [note, words, 'exit 0'];
  }
}
