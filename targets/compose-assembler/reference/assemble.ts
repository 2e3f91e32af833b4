import { type Generator, quotedName, runGenerator } from './generators.ts';
import { hasLineBreak, type ReadMandatoryFile, readMandatory } from './mandatory.ts';
import type { Seams } from './seams.ts';
import type { Settings } from './settings.ts';
import { hardenedSteps, type Steps } from './steps.ts';

/** Assembles the list of Compose files and prints it, or says why not; returns the exit status. */
export type Assemble = (settings: Settings, seams: Seams) => Promise<number>;

/** What assembly came to before anything is printed. */
export type Assembly =
  | { readonly kind: 'complete'; readonly files: readonly string[]; readonly mode: string | undefined }
  | { readonly kind: 'failed'; readonly problems: readonly string[] };

/**
 * Assembles with given decisions. Nothing is printed before everything has succeeded: a reader that misses the exit
 * status, as a process substitution does, then finds an empty list and not a shorter one (seed `004` F4).
 */
export function assembleWith(steps: Steps): Assemble {
  return async (settings, seams) => {
    if (hasLineBreak(settings.overlays) || (await seams.names(settings.overlays)).length > 0) {
      seams.say(
        `assemble: OVERLAY_DIR ${JSON.stringify(settings.overlays)} must be an empty folder on one line`,
      );
      return 1;
    }
    const assembly = await gather(settings, seams, steps).catch(asFailure);
    if (assembly.kind === 'complete') return handOver(assembly, seams);
    for (const problem of assembly.problems) seams.say(`assemble: ${problem}`);
    await steps.clean(settings, seams);
    return 1;
  };
}

/** What the machine throws, a folder that can't be read for one, ends assembly like any other failure. */
function asFailure(error: unknown): Assembly {
  return { kind: 'failed', problems: [error instanceof Error ? error.message : String(error)] };
}

/** The hardened assembler. */
export const assemble: Assemble = assembleWith(hardenedSteps);

/** Prints a complete list, one argument a line, and the banner. */
export function handOver(assembly: Assembly & { kind: 'complete' }, seams: Seams): number {
  if (assembly.mode !== undefined) seams.say(`mode: ${assembly.mode}`);
  for (const path of assembly.files) {
    seams.print('-f');
    seams.print(path);
  }
  return 0;
}

/** Mandatory files first; then every generator, so that all that fail are named at once; then every overlay. */
export async function gather(settings: Settings, seams: Seams, steps: Steps): Promise<Assembly> {
  const mandatory = await readMandatory(steps.mandatoryFiles(settings), seams, steps.readYaml);
  if (mandatory.kind === 'unusable') return { kind: 'failed', problems: mandatory.problems };
  const generators = steps.generatorsOf(await seams.names(settings.generators), settings);
  const failures = await runAll(generators, settings, seams);
  if (failures.length > 0) return { kind: 'failed', problems: failures };
  return judgeAll(mandatory.files, generators, settings, seams, steps);
}

/** Runs the generators one after the other; says of each that failed why. */
export async function runAll(
  generators: readonly Generator[],
  settings: Settings,
  seams: Seams,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const generator of generators) {
    const failure = await runGenerator(generator, settings, seams);
    if (failure !== undefined) failures.push(`generator ${quotedName(generator.name)} ${failure}`);
  }
  return failures;
}

/** Judges the overlays only after the last generator is gone: a later one may have written to an earlier one's file. */
async function judgeAll(
  mandatory: readonly ReadMandatoryFile[],
  generators: readonly Generator[],
  settings: Settings,
  seams: Seams,
  steps: Steps,
): Promise<Assembly> {
  const mappings = mandatory.map(({ mapping }) => mapping);
  const rules = steps.rulesFor(mappings, await seams.realPath(settings.project), path =>
    seams.realPath(path),
  );
  const files = mandatory.map(({ path }) => path);
  const problems: string[] = [];
  for (const { name, output } of generators) {
    const collected = await steps.collect(output, seams);
    if (collected.kind === 'inactive') continue;
    const found =
      collected.kind === 'refused'
        ? [collected.reason]
        : await steps.judgeOverlay(steps.readYaml(collected.text), rules);
    problems.push(...found.map(problem => `generator ${quotedName(name)} ${problem}`));
    files.push(output);
  }
  if (problems.length > 0) return { kind: 'failed', problems };
  const tricky = mandatory.some(({ tricks }) => tricks.length > 0);
  return { kind: 'complete', files, mode: tricky ? undefined : steps.claimMode(mappings) };
}
