import type { Subject } from '../model.ts';
import { modelSteps } from '../model-steps.ts';
import { runGenerator } from '../reference/generators.ts';
import { readMandatory } from '../reference/mandatory.ts';
import type { Seams } from '../reference/seams.ts';
import type { Settings } from '../reference/settings.ts';

interface Streaming {
  /** Whether the mandatory files are handed over before the first generator runs. */
  readonly mandatoryFirst: boolean;
  /** What a reader of the list gets to know of a failure: with 0, nothing. */
  readonly failureStatus: number;
}

/** An assembler that prints each argument as soon as it has it, as `compose_files` did in seed `004` F4. */
export function streaming(options: Streaming): Subject {
  return { assemble: (settings, seams) => stream(options, settings, seams) };
}

async function stream(
  { mandatoryFirst, failureStatus }: Streaming,
  settings: Settings,
  seams: Seams,
): Promise<number> {
  const mandatory = await readMandatory(modelSteps.mandatoryFiles(settings), seams, modelSteps.readYaml);
  if (mandatory.kind === 'unusable') {
    for (const problem of mandatory.problems) seams.say(`assemble: ${problem}`);
    return 1;
  }
  const paths = mandatory.files.map(({ path }) => path);
  const early = mandatoryFirst ? paths : paths.slice(0, 1);
  for (const path of early) printFile(path, seams);
  const problem = await printGenerated(
    settings,
    seams,
    mandatory.files.map(({ mapping }) => mapping),
  );
  if (problem !== undefined) {
    seams.say(`assemble: ${problem}`);
    await modelSteps.clean(settings, seams);
    return failureStatus;
  }
  for (const path of paths.slice(early.length)) printFile(path, seams);
  return 0;
}

function printFile(path: string, seams: Seams): void {
  seams.print('-f');
  seams.print(path);
}

/** Runs, judges and prints one generator's file after the other; returns what went wrong. */
async function printGenerated(
  settings: Settings,
  seams: Seams,
  mappings: Parameters<typeof modelSteps.rulesFor>[0],
): Promise<string | undefined> {
  const rules = modelSteps.rulesFor(mappings, await seams.realPath(settings.project), path =>
    seams.realPath(path),
  );
  for (const generator of modelSteps.generatorsOf(await seams.names(settings.generators), settings)) {
    const failure = await runGenerator(generator, settings, seams);
    if (failure !== undefined) return `generator ${JSON.stringify(generator.name)} ${failure}`;
    const collected = await modelSteps.collect(generator.output, seams);
    if (collected.kind === 'inactive') continue;
    if (collected.kind === 'refused')
      return `generator ${JSON.stringify(generator.name)} ${collected.reason}`;
    const [found] = await modelSteps.judgeOverlay(modelSteps.readYaml(collected.text), rules);
    if (found !== undefined) return `generator ${JSON.stringify(generator.name)} ${found}`;
    printFile(generator.output, seams);
  }
  return undefined;
}
