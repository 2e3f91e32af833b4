import type { Arbitrary } from 'fast-check';
import type { ZodType } from 'zod';
import type { Operation, Volume } from './recording.ts';
import type { ContainerPlace, ContainerStage, Stage, Unobserved } from './stage.ts';

/** How real a run is: in process with injected seams, a real program, real system-call faults, a real container. */
export const fidelities = ['model', 'process', 'kernel', 'container'] as const;
export type Fidelity = (typeof fidelities)[number];

/** One line of an account for people: what it is about, and what there is to say. */
export type Row = readonly [label: string, text: string];

/** What a property says of one run. */
export type Judgement = { readonly holds: true } | Broken;

/** A property that does not hold, and why. */
export interface Broken {
  readonly holds: false;
  /** One sentence, no line break: what happened that must not. Names and values of the scenario stand in double quotes. */
  readonly reason: string;
  /** What makes two failures the same bug. Default: the reason, with its numbers, paths, quotes and hashes taken out. */
  readonly signature?: string;
  /** What a reader needs beside the reason. */
  readonly details?: readonly Row[];
}

/** The judgement of a property that holds. */
export const holds: Judgement = Object.freeze({ holds: true });

/** The judgement of a property that does not hold. */
export function broken(reason: string, extra: Omit<Broken, 'holds' | 'reason'> = {}): Broken {
  return { holds: false, reason, ...extra };
}

/** A named statement over a scenario and what was observed of its run. */
export interface Property<S, O> {
  /** kebab-case, unique in its target. */
  readonly name: string;
  /** One sentence that says what must hold. */
  readonly statement: string;
  /** Pure and synchronous; must not change what it is given. */
  check(scenario: S, observation: O): Judgement;
}

/** Code under test: builds the scenario's world, runs the code in it, and reports what it did. */
export interface Implementation<S, O> {
  readonly name: string;
  /**
   * Runs one scenario. An exception that leaves it is the implementation's crash, except a `HarnessFault`.
   * Must not change the scenario. The same scenario gives an equal observation each time.
   */
  run(scenario: S): O | Unobserved | Promise<O | Unobserved>;
}

/** What is said of a mutant. */
export interface MutantStory {
  readonly name: string;
  /** What is wrong with it, and how it opens the sandbox. */
  readonly story: string;
  /** Where such a bug was: a seed, a CVE, a manual page, or "expert" for one that was only feared. */
  readonly source: string;
  /** The properties that are expected to catch it; the first is the one its story names. */
  readonly caughtBy: readonly [string, ...string[]];
  /** It must be killed within so many generated runs, whatever the seed. */
  readonly within: number;
}

/** An implementation with one known bug, kept to prove that the properties can fail. */
export interface Mutant<S, O> extends Implementation<S, O>, MutantStory {}

/** A real program with one known bug. It is run through the command contract, as any program is. */
export interface ProgramMutant extends MutantStory {
  /** Its file, executable; or a module that Node runs. */
  readonly file: URL;
  /** Programs that it needs beside those that every machine has, such as "jq". */
  readonly needs: readonly string[];
  /** Whether its bug can show only where the harness is root. */
  readonly needsRoot?: true;
}

/** How any program is fuzzed as a target: the world of a scenario for real, the program run in it, and what it did. */
export interface CommandContract<S, O> {
  /** The reference as a command: a module that Node runs, by its source's name. */
  readonly reference: URL;
  readonly mutants: readonly ProgramMutant[];
  /** Whether scenarios plan faults that can be injected at system calls: then it runs at fidelity `kernel` too. */
  readonly kernel?: boolean;
  /** Whether its observations tell of a program that went on for ever, and a property judges it; else that is a hang. */
  readonly tellsHangs?: boolean;
  /**
   * Builds the scenario's world in the stage's folder, starts the program in it, and observes. What can't be built for
   * real is `rejected`, with the reason.
   * @throws HarnessFault `bad-world` when what could be built was not
   */
  run(scenario: S, stage: Stage): Promise<O | Unobserved>;
  /** Without it, no run is gone through call by call. */
  readonly exhaust?: ExhaustContract<S, O>;
}

/** A run, and the scenario that it is judged by. */
export interface Judged<S, O> {
  readonly scenario: S;
  readonly observation: O;
}

/** What the exhaustive mode runs, each time with something else going wrong at one of the system calls. */
export interface ExhaustContract<S, O> {
  /** Whose runs are gone through; they plan no faults. The first is the calmest. */
  readonly scenarios: readonly [S, ...S[]];
  /**
   * Builds the scenario's world and starts the program once; once more, later, if it was killed. The stage sees to what
   * goes wrong in the first start. `first` is judged by a scenario that says that something did, `next` by one that says
   * that nothing does.
   */
  run(
    scenario: S,
    stage: Stage,
  ): Promise<{ readonly first: Judged<S, O>; readonly next?: Judged<S, O> } | Unobserved>;
}

/** How a run ended that was not ended by a loss of power. */
export interface RunEnd {
  readonly status: number;
  /** Lines on standard output, and on standard error. */
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** What there is to see of a run around a loss of power. */
export interface Glimpse {
  /** The world before the run whose power was lost; before the run that is seen; and after that. */
  readonly original: Volume;
  readonly before: Volume;
  readonly after: Volume;
  /** Undefined: it ended when the power was lost. */
  readonly ended: RunEnd | undefined;
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly finished: number;
}

/** A run in process, with what it did to its files. */
export interface RunOnVolume {
  readonly before: Volume;
  readonly after: Volume;
  readonly operations: readonly Operation[];
  readonly ended: RunEnd;
  readonly began: number;
  readonly finished: number;
}

/** An implementation in process whose file operations can be seen. */
export interface SeenInProcess<S> {
  /** Runs it on the scenario's world, or on what a loss of power left of that. */
  run(scenario: S, left?: Volume): Promise<RunOnVolume>;
}

/** What is said of a mutant that is hunted by losses of power. */
export interface CrashMutantStory extends Omit<MutantStory, 'within'> {
  /** The persistence models under which it leaves a bad state, of those there are. */
  readonly under: readonly [string, ...string[]];
}

/** A mutant in process that is hunted by losses of power. */
export interface CrashMutant<S, O> extends Implementation<S, O>, CrashMutantStory {}

/** A program that is hunted by losses of power. */
export interface CrashProgram extends CrashMutantStory, Pick<ProgramMutant, 'file' | 'needs'> {}

/** What is asked of a target when the power is lost: which runs are recorded, and what is judged of what they leave. */
export interface CrashContract<S, O> {
  /** Whose runs are recorded; nothing else goes wrong in them. The first is the calmest. */
  readonly scenarios: readonly [S, ...S[]];
  /**
   * Names of properties, the worst to be broken first. `found`: of each state, as if the run had been killed.
   * `afterSuccess`: of each state that can be found after the run had ended with status 0, as if it were what the run left.
   * `nextRun`: of the next run, which begins with the state.
   */
  readonly judged: {
    readonly found: readonly [string, ...string[]];
    readonly afterSuccess: readonly string[];
    readonly nextRun: readonly [string, ...string[]];
  };
  readonly mutants: readonly CrashMutant<S, O>[];
  /** May have the names of mutants in process: the same bug as a program. */
  readonly programs: readonly CrashProgram[];
  observe(scenario: S, glimpse: Glimpse): O;
  /** Undefined: what this implementation does can't be seen. */
  inProcess(implementation: Implementation<S, O>): SeenInProcess<S> | undefined;
}

/** How a scenario comes to its last word: the container is started on a real engine, and the kernel asked. */
export interface ContainerContract<S, O> {
  /** As the command contract's `run`, and goes on to the containers that come of it. */
  run(scenario: S, stage: ContainerStage): Promise<O | Unobserved>;
  /**
   * The same of an implementation in process: what it made of the scenario goes on to the containers. Left out: only
   * programs get so far.
   */
  inProcess?(
    scenario: S,
    implementation: Implementation<S, O>,
    place: ContainerPlace,
  ): Promise<O | Unobserved>;
  /**
   * What a run in process reached, beside its labels, in kebab-case words: containers are spent on scenarios that reach
   * something new.
   */
  features?(scenario: S, observation: O): readonly string[];
  /** Why no container, on any machine, can be what a scenario says: none is spent on it. Undefined: one can. */
  whyNot?(scenario: S): string | undefined;
  /** Mutants that no container can be told from the reference by, and why. Every other must be killed there. */
  readonly blindTo?: Readonly<Record<string, string>>;
}

/** A file, folder or link that a world starts with. Paths are relative to the world's folder, or absolute as the code sees them. */
export type WorldFile =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly content: string | Uint8Array;
      readonly mode?: number;
      readonly uid?: number;
    }
  | { readonly kind: 'folder'; readonly path: string; readonly mode?: number; readonly uid?: number }
  | { readonly kind: 'link'; readonly path: string; readonly to: string }
  | { readonly kind: 'fifo' | 'socket'; readonly path: string; readonly mode?: number };

/** What a scenario becomes, as plain data: shown by `repro`, written to disk by `repro --keep`. */
export interface World {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly files: readonly WorldFile[];
  /** Everything else, in words: identity, capabilities, planned faults, schedule. */
  readonly notes: readonly Row[];
}

/**
 * What became of one planned fault: it fired; the run ended before it could (`unreached`: the run proves nothing);
 * or its moment came and it did not fire (`missed`: the injector is broken, a harness fault).
 */
export interface FaultReport {
  readonly fault: string;
  readonly outcome: 'fired' | 'unreached' | 'missed';
}

/** The inputs of a target. */
export interface ScenarioSpace<S> {
  /** Parses a case; unknown keys are errors. */
  readonly schema: ZodType<S>;
  /** Draws scenarios. Values are plain JSON, valid under the schema, and can be shrunk again without their context. */
  readonly arbitrary: Arbitrary<S>;
  /** Always tried first. The first is the calmest scenario there is: shrinking leads towards it. */
  readonly examples: readonly [S, ...S[]];
  /** What kind of scenario this is, in kebab-case words. */
  labels(scenario: S): readonly string[];
  /** For every label, the least share of drawn scenarios that carry it, in percent. */
  readonly atLeast: Readonly<Record<string, number>>;
}

/** How a target tells people about its scenarios and observations. */
export interface Account<S, O> {
  /** A few words that name the scenario: "source cut at byte 0". */
  gist(scenario: S): string;
  /** What a reader of a finding wants to know of the scenario first. */
  scenario(scenario: S): readonly Row[];
  world(scenario: S): World;
  observation(observation: O): readonly Row[];
}

/** One hardening behaviour: its scenarios, properties and implementations. */
export interface Target<S, O> {
  /** kebab-case, the folder's name. */
  readonly name: string;
  readonly summary: string;
  /** Where the behaviour is specified. */
  readonly source: readonly [string, ...string[]];
  readonly scenario: ScenarioSpace<S>;
  readonly properties: readonly Property<S, O>[];
  readonly reference: Implementation<S, O>;
  readonly mutants: readonly Mutant<S, O>[];
  readonly account: Account<S, O>;
  /** What became of each fault that the scenario planned. Without it, scenarios of this target plan none. */
  faults?(scenario: S, observation: O): readonly FaultReport[];
  /** Without it, the target runs in process only. */
  readonly command?: CommandContract<S, O>;
  /** Without it, no container is started. */
  readonly container?: ContainerContract<S, O>;
  /** Without it, nothing is said of losses of power. */
  readonly crash?: CrashContract<S, O>;
}

/** How real a target can be run. What the machine allows is another question. */
export function fidelitiesOf<S, O>({ command, container }: Target<S, O>): readonly Fidelity[] {
  const had: Readonly<Record<Fidelity, boolean>> = {
    model: true,
    process: command !== undefined,
    kernel: command?.kernel === true,
    container: container !== undefined,
  };
  return fidelities.filter(fidelity => had[fidelity]);
}

/** A target whose types are not known here: what the engine and the commands work on. */
export type AnyTarget = Target<unknown, unknown>;
export type AnyImplementation = Implementation<unknown, unknown>;

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function* mistakes<S, O>(target: Target<S, O>): Generator<string> {
  const properties = new Set(target.properties.map(property => property.name));
  const mutants: readonly MutantStory[] = [...target.mutants, ...(target.command?.mutants ?? [])];
  const ofCrashes = [...(target.crash?.mutants ?? []), ...(target.crash?.programs ?? [])];
  const implementations = [target.reference, ...mutants].map(implementation => implementation.name);
  for (const name of [
    target.name,
    ...properties,
    ...implementations,
    ...ofCrashes.map(({ name }) => name),
    ...Object.keys(target.scenario.atLeast),
  ]) {
    if (!kebab.test(name)) yield `"${name}" is not kebab-case`;
  }
  if (properties.size === 0) yield 'it has no property';
  if (properties.size < target.properties.length) yield 'two properties have the same name';
  if (new Set(implementations).size < implementations.length) yield 'two implementations have the same name';
  if (target.reference.name !== 'reference') yield `its reference is called "${target.reference.name}"`;
  const { found = [], afterSuccess = [], nextRun = [] } = target.crash?.judged ?? {};
  for (const name of [...found, ...afterSuccess, ...nextRun]) {
    if (!properties.has(name)) yield `its crash states name a property that does not exist: "${name}"`;
  }
  for (const mutant of [...mutants, ...ofCrashes]) {
    for (const name of mutant.caughtBy) {
      if (!properties.has(name))
        yield `mutant "${mutant.name}" names a property that does not exist: "${name}"`;
    }
  }
  for (const name of Object.keys(target.container?.blindTo ?? {})) {
    if (mutants.every(mutant => mutant.name !== name))
      yield `its containers are blind to a mutant that does not exist: "${name}"`;
  }
  if (target.container !== undefined && target.command === undefined)
    yield 'it has containers and no command contract';
  for (const mutant of mutants) {
    if (!Number.isInteger(mutant.within) || mutant.within < 1)
      yield `mutant "${mutant.name}" needs a number of runs`;
  }
}

/**
 * Defines a target: checks that its parts fit together.
 * @throws TypeError that lists everything that does not fit.
 */
export function defineTarget<S, O>(target: Target<S, O>): Target<S, O> {
  const found = [...mistakes(target)];
  if (found.length > 0) throw new TypeError(`target "${target.name}": ${found.join('; ')}`);
  return target;
}
