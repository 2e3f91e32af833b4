import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import type { AnyTarget } from '../../harness/target.ts';
import { findRelease } from '../../harness/world/compose/find-compose.ts';
import { whyNoEngine } from '../../harness/world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../harness/world/engine/fixtures/test-engine.ts';
import { effectOf, mandatoryFiles, opens } from './oracle.ts';
import { overlayText, placesOf } from './places.ts';
import { target } from './target.ts';
import type { Bench } from './undo-vectors/bench.ts';
import { documentOf } from './undo-vectors/document.ts';
import { keptScenario } from './undo-vectors/kept-scenario.ts';
import type { Proof } from './undo-vectors/proof.ts';
import { prove } from './undo-vectors/prove.ts';
import { undoVectors } from './undo-vectors/vectors.ts';

const corpus = fileURLToPath(new URL('../../corpus/compose-assembler', import.meta.url));
const vectors = Object.values(undoVectors).flat();
const document = readFileSync(fileURLToPath(new URL('../../docs/undo-vectors.md', import.meta.url)), 'utf8');

describe('ways to undo a hardening overlay', () => {
  it('are each in the documentation, once', () => {
    const listed = document
      .split('\n')
      .flatMap(line => /^\| .*? \(`([a-z0-9-]+)`\) \|/.exec(line)?.[1] ?? []);
    expect(listed).toEqual(vectors.map(vector => vector.case));
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each(vectors)(
    'have a case that the model finds open, unless no reader takes it: $case',
    async vector => {
      const scenario = await keptScenario(corpus, vector.case);
      const places = placesOf(scenario);
      const texts = scenario.generators.map(generator => overlayText(generator, places) ?? '');
      const effect = effectOf(scenario, [...mandatoryFiles(scenario).map(({ text }) => text), ...texts]);
      expect(opens(effect)).toBe(!readByNobody.includes(vector.case));
    },
  );

  it('are told in cells that nothing said can end', () => {
    const proof: Proof = {
      vector: { case: 'a-case', way: 'a way' },
      overlays: ['a: "|"\n  b: c\n'],
      config: ['a | b'],
      inside: ['c\nd'],
      outcome: 'open',
      refusal: { exit: 1, said: ['assemble: <no>'] },
      objections: [],
    };
    const versions = { docker: '1', compose: '2', runc: '3', kernel: '4', cgroup: '1' };
    const row = documentOf(new Map([['Group', [proof]]]), versions)
      .trimEnd()
      .split('\n')
      .at(-1);
    expect(row).toBe(
      '| a way (`a-case`) | `a: "\\|"`<br>&nbsp;&nbsp;`b: c` | a \\| b | c d | open | exit 1: \\<no\\> |',
    );
  });
});

/** Files that contradict themselves: nobody knows what they would open. */
const readByNobody = ['key-given-twice'];

const compose = await findRelease('2.26.1');
const lacking =
  whyNoEngine() ?? (compose === undefined ? 'needs Compose 2.26.1: scripts/fetch-compose' : undefined);

describe.skipIf(lacking !== undefined)(
  `ways to undo a hardening overlay, on an engine${lacking ? ` (skipped: ${lacking})` : ''}`,
  { timeout: 120_000 },
  () => {
    let test: TestEngine;
    beforeAll(async () => {
      test = await testEngine();
    }, 60_000);
    afterAll(() => test[Symbol.asyncDispose]());

    async function proven(name: string, change: Partial<Bench> = {}): Promise<Proof> {
      const vector = vectors.find(vector => vector.case === name);
      const own = target as unknown as AnyTarget;
      const [checked, unchecked] = [ownProgram(own, 'reference'), ownProgram(own, 'sh-overlays-not-judged')];
      if (vector === undefined || compose === undefined || checked === undefined || unchecked === undefined)
        throw new Error(`nothing to prove ${name} with`);
      const bench = { engine: test.engine, compose, checked, unchecked, ...change };
      return prove(vector, await keptScenario(corpus, name), bench);
    }

    it.each([
      ['drop-all-add-all', /^agent: CapBnd: 0{16} → /],
      ['no-new-privileges-lost-by-colon', /^agent: NoNewPrivs: 1 → 0$/],
      ['volumes-from', /^agent: \/engine\.sock: not there → /],
      ['build-on-host-network', /^a step of the build: net namespace: its own → the host's$/],
    ])(
      'open a container or a build where nobody checks, and are refused where somebody does: %s',
      async (name, read) => {
        const { outcome, inside, refusal, objections } = await proven(name);
        expect(objections).toEqual([]);
        expect(outcome).toBe('open');
        expect(inside).toContainEqual(expect.stringMatching(read));
        expect(refusal.exit).toBe(1);
        expect(refusal.said.join('\n')).toContain('generator "10-tools"');
      },
    );

    it('open nothing where Compose will not read them', async () => {
      const { outcome, inside, objections } = await proven('use-api-socket');
      expect([outcome, objections]).toEqual(['refused by Compose', []]);
      expect(inside[0]).toContain('use_api_socket');
    });

    it('are not proven by an assembler that takes them, or by one that names nobody', async () => {
      const unchecked = ownProgram(target as unknown as AnyTarget, 'sh-overlays-not-judged');
      if (unchecked === undefined) throw new Error('no program');
      const { objections } = await proven('seccomp-unconfined', { checked: unchecked });
      expect(objections).toEqual([
        'the reference takes it',
        'the reference names no generator',
        'the reference prints a list',
      ]);
    });
  },
);
