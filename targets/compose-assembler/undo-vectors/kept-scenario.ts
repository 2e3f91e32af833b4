import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { type Scenario, scenarioSchema } from '../scenario.ts';

const kept = z.object({ title: z.string(), scenario: scenarioSchema });

/**
 * The scenario of a case.
 * @param corpus the folder with the target's cases
 * @throws HarnessFault `bad-world` when there is none by that name
 */
export async function keptScenario(corpus: string, name: string): Promise<Scenario> {
  try {
    return kept.parse(JSON.parse(await readFile(join(corpus, `${name}.json`), 'utf8'))).scenario;
  } catch (cause) {
    throw new HarnessFault(`there is no case "${name}" in ${corpus}`, 'bad-world', { cause });
  }
}
