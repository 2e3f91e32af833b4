import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { buildahQuestions } from '../../harness/world/machine/buildah.ts';
import { probeAll } from '../../harness/world/machine/machine.ts';
import { dockerfileOf } from './dockerfile.ts';
import { calm } from './examples.ts';
import { Buildah } from './fixtures/buildah.ts';
import { inModel } from './model.ts';
import type { BakedTree } from './observation.ts';
import { described } from './properties/tree-findings.ts';
import { bake, bakeWith } from './reference/bake.ts';
import { bakedParts } from './reference/parts.ts';
import type { BakedScenario, Instruction } from './scenario.ts';
import { target } from './target.ts';

const [buildah] = await probeAll(buildahQuestions);
const isHere = buildah?.works === true;
const whyNot = isHere ? '' : ' (skipped: no buildah that builds here)';
const limitMs = 120_000;

/** The model where it follows buildah's rules: docs/baked-modes-differences.md has them. */
const byBuildah = inModel(
  'by-buildah',
  bakeWith({
    ...bakedParts,
    createdFolderMode: () => 0o755,
    copiedMode: (node, chmod, parts) =>
      bakedParts.copiedMode(chmod === undefined ? { ...node, mode: node.mode & 0o1777 } : node, chmod, parts),
  }),
);

/** What both do: no RUN, as there are no tools in an empty image, and nothing that the version of Debian does not know. */
function isCommon(one: Instruction): boolean {
  if (one.do === 'run' || one.do === 'opaque' || one.do === 'heredoc') return false;
  if (one.do !== 'copy') return true;
  const isOctal = one.chmod === null || /^\d/.test(one.chmod);
  return isOctal && !one.dest.endsWith('/.') && one.sources.every(source => !/[*?[]/.test(source));
}

function commonGround(scenario: BakedScenario): BakedScenario {
  const stages = scenario.stages.map(stage => ({
    ...stage,
    instructions: stage.instructions.filter(isCommon),
  }));
  return { ...scenario, stages };
}

function lines(tree: BakedTree): readonly string[] {
  const told = [...tree].map(([path, entry]) => `${path} ${described(entry)} ${entry.to}${entry.content}`);
  // The mode of the empty image's own root is the store's.
  return told.slice(1).sort();
}

describe('what buildah really builds', () => {
  it.runIf(isHere)(
    `is what the model says, over drawn Dockerfiles${whyNot}`,
    () => {
      using real = new Buildah();
      let compared = 0;
      for (let run = 0; compared < 12; run++) {
        const scenario = commonGround(draw(target.scenario, run, { seed: 12, examples: false }).value);
        const { tree } = byBuildah.run(scenario).first;
        if (tree === undefined || tree.size < 4) continue;
        const built = real.build(scenario);
        const { text } = dockerfileOf(scenario);
        expect(typeof built === 'string' ? built : lines(built), text).toEqual(lines(tree));
        compared += 1;
      }
    },
    limitMs,
  );

  it.runIf(isHere)(`has folders of 0755 where BuildKit puts what --chmod says${whyNot}`, () => {
    using real = new Buildah();
    const [stage] = calm.stages;
    const instructions = stage?.instructions.filter(({ do: what }) => what === 'copy') ?? [];
    const scenario: BakedScenario = {
      ...calm,
      stages: [{ base: { kind: 'scratch' }, named: false, instructions }],
    };
    const [first] = inModel('reference', bake).run(scenario).first.told;
    expect(first?.verdict).toBe('unreadable');
    const built = real.build(scenario);
    expect(typeof built === 'string' ? built : built.get('/etc/pol')?.mode).toBe(0o755);
  });
});
