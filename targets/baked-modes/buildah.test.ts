import { afterAll, describe, expect, it } from 'vitest';
import { buildahQuestions } from '../../harness/world/machine/buildah.ts';
import { probeAll } from '../../harness/world/machine/machine.ts';
import { calm } from './examples.ts';
import { Buildah } from './fixtures/buildah.ts';
import { comparisons, type Wanted } from './fixtures/real-builder.ts';
import { inModel } from './model.ts';
import { bake } from './reference/bake.ts';
import type { BakedScenario, CopyInstruction, Instruction } from './scenario.ts';

const [buildah] = await probeAll(buildahQuestions);
const isHere = buildah?.works === true;
const whyNot = isHere ? '' : ' (skipped: no buildah that builds here)';
const limitMs = 120_000;

function hasWildcard(one: Instruction): boolean {
  return one.do === 'copy' && one.sources.some(source => /[*?[]/.test(source));
}

/** The calm scenario's COPY as it is here, and nothing behind it. */
function onlyCopy(change: Partial<CopyInstruction>): BakedScenario {
  const copies = calm.stages.flatMap(({ instructions }) => instructions.filter(one => one.do === 'copy'));
  const instructions = copies.map(one => ({ ...one, ...change }));
  return { ...calm, stages: [{ base: { kind: 'scratch' }, named: false, instructions }] };
}

describe('what buildah really builds', () => {
  let buildahHere: Buildah | undefined;
  const theOne = (): Buildah => {
    buildahHere ??= new Buildah();
    return buildahHere;
  };
  afterAll(() => buildahHere?.[Symbol.dispose]());

  it.runIf(isHere).each<[string, Wanted]>([
    ['anything', { seed: 12, trees: 3, refusals: 1, having: () => true }],
    ['wildcards', { seed: 13, trees: 2, refusals: 1, having: hasWildcard }],
    ['RUN, with GNU’s tools', { seed: 14, trees: 4, refusals: 1, having: one => one.do === 'run' }],
  ])(
    `is what the model says, over drawn Dockerfiles: %s${whyNot}`,
    async (_, wanted) => {
      const real = theOne();
      for await (const { text, built, predicted } of comparisons(real, wanted))
        expect(built, text).toEqual(predicted);
    },
    limitMs,
  );

  it.runIf(isHere)(`has folders of 0755 where BuildKit puts what --chmod says${whyNot}`, () => {
    const real = theOne();
    const scenario = onlyCopy({});
    const [first] = inModel('reference', bake).run(scenario).first.told;
    expect(first?.verdict).toBe('unreadable');
    const built = real.build(scenario);
    expect(typeof built === 'string' ? built : built.get('/etc/pol')?.mode).toBe(0o755);
  });

  it.runIf(isHere)(`has no symbolic modes and no here-documents: they can’t be compared${whyNot}`, () => {
    const real = theOne();
    expect(real.build(onlyCopy({ chmod: 'u=rwX,go=rX' }))).toContain('Error parsing chmod');
    expect(real.build(onlyCopy({ sources: ['<<EOF'] }))).toContain('<<EOF');
  });
});
