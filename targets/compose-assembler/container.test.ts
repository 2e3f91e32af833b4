import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge } from '../../harness/judge/judge.ts';
import { observed, type Stage } from '../../harness/stage.ts';
import type { AnyTarget } from '../../harness/target.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { ContainerImplementation } from '../../harness/world/command/container-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { findRelease } from '../../harness/world/compose/find-compose.ts';
import { whyNoEngine } from '../../harness/world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../harness/world/engine/fixtures/test-engine.ts';
import { runInsideDifferential, tellCompared } from './container/inside-differential.ts';
import { container } from './container.ts';
import type { Observation } from './observation.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 120_000;
const compose = await findRelease('2.26.1');
const lacking =
  whyNoEngine() ?? (compose === undefined ? 'no Compose 2.26.1: scripts/fetch-compose' : undefined);
const sets = Number(process.env['SEATRIAL_CONTAINER_SETS'] ?? 4);
const [calm] = target.scenario.examples;

function writing(...overlays: readonly ScenarioGenerator['overlay'][]): Scenario {
  const generators = overlays.map((overlay, at) => ({
    name: `${at}-writes`,
    ends: { how: 'succeeds' as const },
    overlay,
  }));
  return { ...calm, generators };
}

function saying(piece: string): Scenario {
  return writing({ kind: 'pieces', pieces: [piece] });
}

describe.skipIf(lacking !== undefined)(
  `a session on a real engine${lacking ? ` (skipped: ${lacking})` : ''}`,
  () => {
    let test: TestEngine;
    beforeAll(async () => {
      test = await testEngine();
    }, limitMs);
    afterAll(() => test[Symbol.asyncDispose]());

    const settings = () => realSettings({ fidelity: 'container', engine: test.engine, containment: 'off' });

    async function inProcess(name: string, scenario: Scenario): Promise<Observation> {
      const own = [target.reference, ...target.mutants].find(candidate => candidate.name === name);
      if (own === undefined || container.inProcess === undefined) throw new Error(`no ${name}`);
      await using contained = new ContainerImplementation(own, container.inProcess, settings());
      return observed(await contained.run(scenario));
    }

    function brokenBy(scenario: Scenario, observation: Observation): readonly string[] {
      const verdict = judge(target, scenario, observation);
      return verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
    }

    it('is inside what it was computed to be, hostile names and values included', {
      timeout: limitMs,
    }, async () => {
      const scenario = writing(
        { kind: 'submounts', names: ['a b', '$HOME:\\"\'#\t☃'], variables: ['$${x} "quoted"\n'] },
        { kind: 'pieces', pieces: ['services.agent.environment: {PROMPT: "cost: $$5 #1"}'] },
      );
      const observation = await inProcess('reference', scenario);
      expect(observation.inside).toMatchObject({ kind: 'seen', refused: {}, differences: [] });
      if (observation.inside?.kind !== 'seen') return;
      expect(observation.inside.effect).toMatchObject({ openings: [], mode: 'contained' });
      expect(observation.inside.services['agent']).toMatchObject({
        uid: 1000,
        noNewPrivileges: true,
        readOnlyRoot: true,
        pids: 256,
        environment: { SESSION_0: '$${x} "quoted"\n', PROMPT: 'cost: $5 #1' },
      });
      expect(brokenBy(scenario, observation)).toEqual([]);
      expect(structuredClone(observation)).toEqual(observation);
    });

    it('is open inside where an assembler judged a setting to be none', { timeout: limitMs }, async () => {
      const scenario = saying('services.agent.pids_limit: -1');
      const observation = await inProcess('limits-are-settings', scenario);
      expect(observation.inside).toMatchObject({
        kind: 'seen',
        effect: { openings: [{ service: 'agent', what: 'limit on processes raised' }] },
        differences: [],
      });
      expect(brokenBy(scenario, observation)).toContain('posture-at-least-as-closed');
    });

    it('tells what the engine or Compose refuse, and judges by what was computed', {
      timeout: limitMs,
    }, async () => {
      const refused = await inProcess('forbidden-keys-only', saying('services.agent.runtime: other'));
      expect(refused.exit === 0 ? refused.inside : undefined).toMatchObject({
        kind: 'refused',
        by: 'engine',
      });
      const missing = writing({
        kind: 'text',
        text: 'services: {agent: {volumes: ["/nonexistent/folder:/links/data"]}}',
      });
      const unsafe = await inProcess('text-search', missing);
      expect(unsafe.exit === 0 ? unsafe.inside : undefined).toMatchObject({
        kind: 'not-run',
        reason: 'the engine would make /nonexistent/folder, which this machine does not have',
      });
    });

    it('comes of a program too', { timeout: limitMs }, async () => {
      const program = ownProgram(target as unknown as AnyTarget, 'sh-overlays-not-judged');
      if (program === undefined || target.command === undefined) throw new Error('no such program');
      const command = {
        ...target.command,
        run: (scenario: Scenario, stage: Stage) => container.run(scenario, { ...stage, engine: test.engine }),
      };
      await using contained = new CommandImplementation('shell', command, program, settings());
      const scenario = saying('services.agent.volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]');
      const { inside } = observed(await contained.run(scenario));
      expect(inside).toMatchObject({
        kind: 'seen',
        effect: { mode: 'host-socket' },
        services: { agent: { sockets: ['/var/run/docker.sock'] } },
        differences: [],
      });
    });

    it('agrees with the merge model and Compose, set by set', { timeout: 3_000_000 }, async () => {
      if (compose === undefined) return;
      const result = await runInsideDifferential(compose, test.engine, sets, 2_026);
      expect(result.smallest === undefined ? '' : tellCompared(result.smallest)).toBe('');
      expect(result).toMatchObject({ sets, differing: 0 });
      expect(result.containers).toBeGreaterThan(sets / 2);
    });

    it('leaves nothing on the engine', async () => {
      const { client } = test;
      expect(await client.get({ path: '/containers/json', query: { all: true } })).toEqual([]);
      expect(await client.get({ path: '/volumes' })).toMatchObject({ Volumes: [] });
      const networks = await client.get<readonly { readonly Name: string }[]>({ path: '/networks' });
      expect(networks.map(({ Name }) => Name).filter(name => name.startsWith('seatrial'))).toEqual([]);
    });
  },
);
