import { Buffer } from 'node:buffer';
import type { Implementation } from '../../harness/target.ts';
import { extraText, mandatoryTexts } from './mandatory-texts.ts';
import type { LeftFile, Observation } from './observation.ts';
import { cut, followLinks, linksOf, overlayText, type Places, placesOf } from './places.ts';
import type { Ending, Entry, RunLimits, Seams } from './reference/seams.ts';
import { type Environment, readSettings, type Settings } from './reference/settings.ts';
import { type Submounts, submountsOverlay } from './reference/submounts/overlay-text.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';

/** What an implementation consists of: the assembler, how it reads its settings, and the generator that ships with it. */
export interface Subject {
  readonly assemble: (settings: Settings, seams: ModelSeams) => Promise<number>;
  readonly readSettings?: typeof readSettings;
  readonly submounts?: (request: Submounts) => string;
}

/** The seams of the reference, and what an implementation that is less careful uses beside them. */
export interface ModelSeams extends Seams {
  readonly temporary: string;
  write(path: string, text: string): Promise<void>;
}

type Node =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly to: string };

/** A variable that `submounts` hands in: `SESSION_0`, `SESSION_1`… */
export function sessionVariables(values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(values.map((value, index) => [`SESSION_${index}`, value]));
}

/** In whole seconds, since not every program that takes a time limit takes parts of one. */
export const generatorTimeout = '1';

/** The environment of a scenario's assembler. */
export function environmentOf({ mandatory, optOut }: Scenario, places: Places): Record<string, string> {
  const unset = mandatory?.state === 'unset' ? mandatory.file : null;
  return {
    ...(unset === 'base' ? {} : { COMPOSE_BASE: places.base }),
    ...(unset === 'mode' ? {} : { COMPOSE_MODE_OVERLAY: places.mode }),
    ...(unset === 'hardening' ? {} : { COMPOSE_HARDENING: places.hardening }),
    ...(optOut === null ? {} : { NO_HARDENING: optOut }),
    OVERLAY_DIR: places.overlays,
    GENERATORS_DIR: places.generators,
    GENERATOR_TIMEOUT: generatorTimeout,
    TMPDIR: places.temporary,
  };
}

/** Files and links that a world starts with, by absolute path. The folder of generated files is empty. */
function startingFiles(scenario: Scenario, places: Places): Map<string, Node> {
  const texts = mandatoryTexts(scenario);
  const files = new Map<string, Node>([[`${places.project}/extra.yml`, { kind: 'file', text: extraText }]]);
  for (const file of ['base', 'mode', 'hardening'] as const) {
    const state = scenario.mandatory?.file === file ? scenario.mandatory.state : 'whole';
    const node = mandatoryNode(state, texts[file], `${places[file]}.real`);
    if (node !== undefined) files.set(places[file], node);
    if (state === 'link') files.set(`${places[file]}.real`, { kind: 'file', text: texts[file] });
  }
  return files;
}

function mandatoryNode(state: string, text: string, elsewhere: string): Node | undefined {
  if (state === 'missing' || state === 'unset') return undefined;
  if (state === 'folder') return { kind: 'folder' };
  if (state === 'link' || state === 'dangling-link') return { kind: 'link', to: elsewhere };
  if (state === 'empty') return { kind: 'file', text: '' };
  if (state === 'broken') return { kind: 'file', text: `${text}services: [\n` };
  return { kind: 'file', text: state === 'list' ? '- services\n' : text };
}

/** A machine in memory, for one run. */
class Machine implements ModelSeams {
  constructor(scenario: Scenario, places: Places, submounts: (request: Submounts) => string) {
    this.#scenario = scenario;
    this.#places = places;
    this.#submounts = submounts;
    this.#files = startingFiles(scenario, places);
    this.#before = new Map(this.#files);
    this.#links = linksOf(places);
    this.temporary = places.temporary;
  }

  readonly temporary: string;
  readonly #scenario: Scenario;
  readonly #places: Places;
  readonly #submounts: (request: Submounts) => string;
  readonly #files: Map<string, Node>;
  readonly #before: ReadonlyMap<string, Node>;
  readonly #links: ReadonlyMap<string, string>;
  readonly #printed: string[] = [];
  readonly #said: string[] = [];
  readonly #ran: { name: string; ended: string }[] = [];
  readonly #touched = new Set<string>();

  async entry(path: string): Promise<Entry> {
    this.#touched.add(path);
    const node = this.#files.get(path);
    if (node === undefined) return 'missing';
    return node.kind === 'file' && node.text === '' ? 'empty file' : node.kind;
  }

  async realPath(path: string): Promise<string> {
    return followLinks(path, this.#links);
  }

  async read(path: string): Promise<string> {
    this.#touched.add(path);
    const node = this.#files.get(path);
    const end = node?.kind === 'link' ? this.#files.get(node.to) : node;
    if (end === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    if (end.kind !== 'file') throw new Error('EISDIR: illegal operation on a directory, read');
    return end.text;
  }

  async names(folder: string): Promise<readonly string[]> {
    if (folder === this.#places.generators) return this.#listing();
    return this.#below(folder).map(path => path.slice(folder.length + 1));
  }

  #listing(): string[] {
    const names = this.#scenario.generators.map(({ name }) => name);
    names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return this.#scenario.listing === 'reversed' ? names.reverse() : names;
  }

  #below(folder: string): string[] {
    return [...this.#files.keys()].filter(path => path.startsWith(`${folder}/`));
  }

  async run(program: string, argument: string, limits: RunLimits): Promise<Ending> {
    const name = program.slice(this.#places.generators.length + 1);
    const generator = this.#scenario.generators.find(candidate => candidate.name === name);
    if (generator === undefined) throw new Error(`ENOENT: no such file or directory, spawn '${program}'`);
    this.#ran.push({ name, ended: generator.ends.how });
    return this.#end(generator, argument, limits);
  }

  #end({ ends, overlay, ...rest }: ScenarioGenerator, output: string, limits: RunLimits): Ending {
    const lastWords = 'mode: contained';
    if (ends.how === 'throws') throw new Error('EAGAIN: resource temporarily unavailable, spawn');
    if (ends.how === 'cannot-run') return { kind: 'not started', reason: 'EACCES: permission denied' };
    if (ends.how === 'writes-empty') this.#files.set(output, { kind: 'file', text: '' });
    if (ends.how === 'writes-nothing' || ends.how === 'writes-empty')
      return { kind: 'exited', code: 0, lastWords };
    const failed = this.#leave({ ends, overlay, ...rest }, output);
    if (ends.how === 'exits') return { kind: 'exited', code: ends.code, lastWords };
    if (ends.how === 'killed') return { kind: 'killed', signal: ends.signal, lastWords };
    if (ends.how === 'hangs') return { kind: 'timed out', seconds: limits.seconds };
    if (ends.how === 'disk-full') return { kind: 'exited', code: 1, lastWords: 'No space left on device' };
    return { kind: 'exited', code: failed ? 1 : 0, lastWords };
  }

  /** Writes what a generator writes before it ends; returns whether it could not. */
  #leave(generator: ScenarioGenerator, output: string): boolean {
    const { ends, overlay } = generator;
    if (overlay.kind === 'not-a-file') {
      const node: Node = overlay.is === 'link' ? { kind: 'link', to: this.#places.base } : { kind: 'folder' };
      this.#files.set(output, node);
      return false;
    }
    if (overlay.kind === 'tampers') {
      const text = overlayText(
        { ...generator, overlay: { kind: 'pieces', pieces: [overlay.piece] } },
        this.#places,
      );
      for (const path of this.#below(this.#places.overlays))
        this.#files.set(path, { kind: 'file', text: text ?? '' });
      return false;
    }
    const whole = overlayText(generator, this.#places) ?? this.#written(overlay);
    if (whole === undefined) return true;
    const text = 'after' in ends ? cut(whole, ends.after) : whole;
    this.#files.set(output, { kind: 'file', text });
    return false;
  }

  #written(overlay: ScenarioGenerator['overlay']): string | undefined {
    if (overlay.kind !== 'submounts') return undefined;
    const { names, variables } = overlay;
    const request = { service: 'agent', project: this.#places.project, names };
    return this.#submounts({ ...request, variables: sessionVariables(variables) });
  }

  async remove(path: string): Promise<void> {
    for (const below of this.#below(path)) this.#files.delete(below);
    this.#files.delete(path);
  }

  async write(path: string, text: string): Promise<void> {
    this.#files.set(path, { kind: 'file', text });
  }

  print(line: string): void {
    this.#printed.push(...line.split('\n'));
  }

  say(line: string): void {
    this.#said.push(...line.split('\n'));
  }

  observe(exit: number): Observation {
    const { overlays, temporary } = this.#places;
    const changed = [...this.#before].filter(([path, node]) => this.#files.get(path) !== node);
    return {
      exit,
      printed: this.#printed,
      said: this.#said,
      ran: this.#ran,
      overlays: this.#below(overlays).map(path => this.#leftFile(path)),
      temporary: this.#below(temporary),
      changed: changed.map(([path]) => path),
      touched: [...this.#touched],
    };
  }

  #leftFile(path: string): LeftFile {
    const node = this.#files.get(path) ?? { kind: 'folder' };
    return { path, kind: node.kind, text: node.kind === 'file' ? node.text : '' };
  }
}

/** Runs a subject as an implementation, on a machine in memory. */
export function inModel(name: string, subject: Subject): Implementation<Scenario, Observation> {
  const read = subject.readSettings ?? readSettings;
  return {
    name,
    async run(scenario) {
      const places = placesOf(scenario);
      const machine = new Machine(scenario, places, subject.submounts ?? submountsOverlay);
      const environment: Environment = environmentOf(scenario, places);
      const result = read(places.project, environment);
      if (result.kind === 'settings')
        return machine.observe(await subject.assemble(result.settings, machine));
      for (const problem of result.problems) machine.say(`assemble: ${problem}`);
      return machine.observe(2);
    },
  };
}
