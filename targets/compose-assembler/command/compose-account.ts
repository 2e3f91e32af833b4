import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import type { ComposeAccount, Observation } from '../observation.ts';
import { type Effect, effectOf, effectText, mandatoryPaths, mergeWorld, opens } from '../oracle.ts';
import { placesOf } from '../places.ts';
import { listedFiles } from '../properties/evidence.ts';
import { effectFromCompose, effectiveFromCompose } from '../real-compose/effective.ts';
import { documentedDifference } from '../real-compose/known-differences.ts';
import { expectation } from '../real-compose/refusals/refusal.ts';
import type { Scenario } from '../scenario.ts';

/**
 * Asks a real Compose for the effective model of what was handed over. Undefined where nothing was handed over that it
 * could read: the assembly failed, or a listed file is none of the scenario's, not there or not a file.
 * @param root folder of the world, in which the files still stand
 * @throws HarnessFault `bad-world` when Compose could not be run, `bad-target` when the merge model is found to be wrong
 */
export async function composeAccount(
  scenario: Scenario,
  observation: Observation,
  root: string,
  compose: Compose,
): Promise<ComposeAccount | undefined> {
  const files = readableFiles(scenario, observation);
  if (files === undefined) return undefined;
  const texts = files.map(({ text }) => text);
  const ask = (paths: readonly string[]) =>
    effectiveFromCompose(compose, {
      files: paths.map(path => root + path),
      world: root,
      home: '/home/dev',
      others: [`${root}${placesOf(scenario).project}/extra.yml`],
    });
  const mandatory = await ask(mandatoryPaths(scenario));
  // Whoever goes on with a broken mandatory file breaks `complete-or-loud`; there is nothing to measure by.
  if (mandatory.kind === 'refused') return undefined;
  const listed = await ask(files.map(({ path }) => path));
  const effect = effectFromCompose(scenario, mandatory, listed);
  const mistake = mistakeOfModel(effectOf(scenario, texts), effect, texts);
  if (mistake !== undefined)
    throw new HarnessFault(
      `the merge model is wrong about ${JSON.stringify(texts.at(-1))}: it says ${mistake}, Compose ${compose.version} says ${effectText(effect)}`,
      'bad-target',
    );
  return { version: compose.version, effect };
}

/** The files that were handed over, where they are all there and Compose has something to read; else undefined. */
export function readableFiles(
  scenario: Scenario,
  observation: Observation,
): readonly { readonly path: string; readonly text: string }[] | undefined {
  if (observation.exit !== 0) return undefined;
  const files = listedFiles(scenario, observation) ?? [];
  const readable = files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
  return readable.length > 0 && readable.length === files.length ? readable : undefined;
}

/**
 * What the merge model says otherwise than Compose of files that neither finds open. Where one does the graver account
 * counts, and the finding shows both.
 */
function mistakeOfModel(model: Effect, compose: Effect, texts: readonly string[]): string | undefined {
  if (opens(model) || opens(compose) || documentedDifference(texts) !== undefined) return undefined;
  if (compose.kind === 'unreadable') {
    const { kind } = expectation(texts, mergeWorld);
    return kind === 'merged' ? effectText(model) : undefined;
  }
  return effectText(model) === effectText(compose) ? undefined : effectText(model);
}
