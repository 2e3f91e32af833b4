import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildahQuestions } from './buildah.ts';
import { composeQuestions } from './compose.ts';
import { containmentQuestions } from './containment.ts';
import { engineQuestions } from './engine.ts';
import { faultQuestions } from './faults.ts';
import { identityQuestions } from './identity.ts';
import { type Answer, fails, installing, type Probe, type Question, type Surroundings } from './probe.ts';
import { programQuestions } from './programs.ts';
import { resourceQuestions } from './resources.ts';

/** What a machine can do, in the order in which it is told: groups together. */
export type Machine = readonly Probe[];

const questions: readonly Question[] = [
  ...identityQuestions,
  ...faultQuestions,
  ...containmentQuestions,
  ...programQuestions,
  ...buildahQuestions,
  ...composeQuestions,
  ...engineQuestions,
  ...resourceQuestions,
];

/**
 * Finds out what this machine can do, by doing it: all probes at once, five seconds each at most. Leaves nothing
 * behind, and never fails: what can't be done is an answer.
 * @param environment default: this process's. Of it, `PATH` is where programs are looked for
 */
export function probeMachine(environment: Surroundings['environment'] = process.env): Promise<Machine> {
  return probeAll(questions, environment);
}

/** Asks some questions of this machine, all at once, each in a folder of its own. */
export async function probeAll(
  asked: readonly Question[],
  environment: Surroundings['environment'] = process.env,
): Promise<readonly Probe[]> {
  const around = {
    path: environment['PATH'] || '/usr/bin:/bin',
    environment,
    isRoot: process.geteuid?.() === 0,
  };
  const folder = await temporaryFolder();
  if (folder === undefined) {
    return asked.map(question => probeOf(question, fails(`${tmpdir()} can not be written to`, 'set TMPDIR')));
  }
  try {
    return await Promise.all(
      asked.map(async (question, index) => {
        const own = join(folder, String(index));
        return probeOf(question, await answer(question, { ...around, folder: own }));
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function answer(question: Question, where: Surroundings): Promise<Answer> {
  try {
    await mkdir(where.folder);
    const came = await question.ask(where);
    return { ...came, detail: came.detail.replaceAll(`${where.folder}/`, '') };
  } catch (error) {
    return fails(error instanceof Error ? error.message : String(error));
  }
}

async function temporaryFolder(): Promise<string | undefined> {
  try {
    return await mkdtemp(join(tmpdir(), 'seatrial-probe-'));
  } catch {
    return undefined;
  }
}

function probeOf({ name, group, costs, remedy }: Question, { works, detail, fix }: Answer): Probe {
  const packages = fix === undefined && 'packages' in remedy ? remedy.packages : [];
  const usual = 'packages' in remedy ? installing(remedy.packages) : remedy.sentence;
  return { name, group, works, detail, costs, fix: fix ?? usual, packages };
}
