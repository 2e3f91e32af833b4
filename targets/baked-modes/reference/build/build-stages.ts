import type { Variables } from '../dockerfile/expand.ts';
import type { ParsedDockerfile } from '../dockerfile/instructions.ts';
import { BuildFault, CannotTell } from '../outcome.ts';
import type { BakedParts } from '../parts.ts';
import type { FolderNode } from '../tree/nodes.ts';
import { type Assumptions, type BuiltStage, newStage, type Site } from './stage.ts';
import { declare, step } from './step.ts';

/**
 * Builds every stage of a Dockerfile. What goes wrong in a stage is its trouble: only a stage that is needed for the image
 * makes it the image's.
 * @throws BuildFault for what is wrong before the first stage
 */
export function buildStages(
  parsed: ParsedDockerfile,
  context: FolderNode,
  parts: BakedParts,
  assumptions: Assumptions,
): readonly BuiltStage[] {
  const stages: BuiltStage[] = [];
  const globals = new Map<string, string>();
  const expand = (word: string, variables: Variables): string => parts.expand(word, variables, parsed.escape);
  const site: Site = { stages, globals, context, parts, expand };
  for (const one of parsed.instructions) {
    const stage = stages.at(-1);
    try {
      if (one.keyword === 'FROM') stages.push(newStage(one, expand(one.rest, globals), stages, assumptions));
      else if (stage !== undefined) {
        if (!(stage.trouble instanceof BuildFault)) step(one, stage, site);
      } else if (one.keyword === 'ARG') declare(one, globals, word => expand(word, globals));
      else throw new BuildFault(`${one.keyword} before FROM`);
    } catch (error) {
      if (!(error instanceof CannotTell || error instanceof BuildFault)) throw error;
      error.line ??= one.line;
      if (one.keyword === 'FROM' && error instanceof CannotTell) {
        const nothing = newStage(one, one.rest.replace(/^\S*/, 'scratch'), stages, assumptions);
        stages.push({ ...nothing, trouble: error });
        continue;
      }
      // A FROM that can't be read is a fault of the Dockerfile, not of a stage.
      if (stage === undefined || one.keyword === 'FROM') throw error;
      const isHarmless = error instanceof CannotTell && one.keyword === 'RUN' && assumptions.harmlessRuns;
      // After what can't be told nothing can: not that it fails, either.
      if (!isHarmless) stage.trouble ??= error;
    }
  }
  return stages;
}
