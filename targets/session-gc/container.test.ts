import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge } from '../../harness/judge/judge.ts';
import type { Verdict } from '../../harness/judge/verdict.ts';
import { type Engine, observed, type ProgramSource, type Unobserved } from '../../harness/stage.ts';
import type { AnyTarget, Mutant } from '../../harness/target.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { ContainerImplementation } from '../../harness/world/command/container-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { whyNoEngine } from '../../harness/world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../harness/world/engine/fixtures/test-engine.ts';
import { childrenOf, look } from '../../harness/world/family/proc.ts';
import { command } from './command.ts';
import type { Meanwhile } from './container/engine-sockets.ts';
import { container, sweepForReal } from './container.ts';
import { keptNames, keptScenario } from './fixtures/kept-cases.ts';
import { folderOf } from './layout.ts';
import type { Observation } from './observation.ts';
import type { Call, Scenario } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 120_000;
const lacking = whyNoEngine();
const contract = fs.readFileSync(fileURLToPath(new URL('./CONTRACT.md', import.meta.url)), 'utf8');
const [, example = ''] = /^```bash\n(.*?)^```$/ms.exec(contract) ?? [];
const [calmest] = target.scenario.examples;
const [answer] = calmest.docker.calls;

function calling(...[first, ...rest]: readonly [Partial<Call>, ...Partial<Call>[]]): Scenario {
  const calls = [{ ...answer, ...first }, ...rest.map(call => ({ ...answer, ...call }))] as const;
  return { ...calmest, docker: { ...calmest.docker, calls: [calls[0], ...calls.slice(1)] } };
}

interface Came {
  readonly came: Observation | Unobserved;
  readonly verdict: Verdict;
}

describe.skipIf(lacking !== undefined)(
  `a sweep before a real engine${lacking ? ` (skipped: ${lacking})` : ''}`,
  () => {
    let test: TestEngine;
    let folder: Awaited<ReturnType<typeof dir>>;
    beforeAll(async () => {
      test = await testEngine();
      folder = await dir({ unsafeCleanup: true });
      fs.chmodSync(folder.path, 0o755);
    }, limitMs);
    afterAll(async () => {
      await folder.cleanup();
      await test[Symbol.asyncDispose]();
    });

    function shell(text: string): ProgramSource {
      const path = join(folder.path, `program-${fs.readdirSync(folder.path).length}`);
      fs.writeFileSync(path, text, { mode: 0o644 });
      return { kind: 'cmd', words: ['/bin/bash', path] };
    }

    function named(name: string): ProgramSource {
      const program = ownProgram(target as unknown as AnyTarget, name);
      if (program === undefined) throw new Error(`${name} is a program`);
      return program;
    }

    async function observe(
      scenario: Scenario,
      program: ProgramSource,
      { engine = test.engine, meanwhile }: { engine?: Engine; meanwhile?: Meanwhile } = {},
    ): Promise<Came> {
      const settings = realSettings({ fidelity: 'container', containment: 'off', engine });
      await using implementation = new CommandImplementation('program', command, program, settings);
      const came = await implementation.onStage(stage =>
        sweepForReal(scenario, { ...stage, engine }, meanwhile),
      );
      return { came, verdict: judge(target, scenario, came) };
    }

    async function inProcess(scenario: Scenario, name: string): Promise<Came> {
      const known: readonly (typeof target.reference | Mutant<Scenario, Observation>)[] = [
        target.reference,
        ...target.mutants,
      ];
      const implementation = known.find(one => one.name === name);
      const { inProcess: run } = container;
      if (implementation === undefined || run === undefined) throw new Error(`${name} runs in process`);
      const settings = realSettings({ fidelity: 'container', engine: test.engine });
      await using contained = new ContainerImplementation(implementation, run, settings);
      const came = await contained.run(scenario);
      return { came, verdict: judge(target, scenario, came) };
    }

    function propertiesOf(verdict: Verdict): readonly string[] {
      return verdict.kind === 'violation'
        ? verdict.violations.map(({ property }) => property)
        : [verdict.kind];
    }

    const cases = keptNames().filter(name => name.startsWith('engine-') || name.startsWith('container'));

    it.each(cases)(
      'holds in a case, as the shell program of the contract and in process: %s',
      async name => {
        const scenario = keptScenario(name);
        expect((await observe(scenario, shell(example))).verdict).toEqual({ kind: 'pass' });
        expect((await inProcess(scenario, 'reference')).verdict).toEqual({ kind: 'pass' });
      },
      limitMs,
    );

    it(
      'holds as the reference, a program of its own, when the engine is killed after its first answer',
      async () => {
        const scenario = keptScenario('engine-killed-between-two-listings');
        const { came, verdict } = await observe(scenario, named('reference'));
        expect(verdict).toEqual({ kind: 'pass' });
        const { listings } = observed(came).first;
        expect(listings.map(({ end }) => end)).toEqual([
          { how: 'exits', status: 0 },
          { how: 'exits', status: 1 },
        ]);
        expect(listings[1]?.inside).toMatchObject({
          containers: undefined,
          complaint: expect.stringContaining('Cannot connect to the Docker daemon'),
          outage: 'fired',
        });
      },
      limitMs,
    );

    it(
      'has the real names, of containers in any state, and is told nobody else’s',
      async () => {
        const names = ['drydock-web-9f3a', 'drydock-a-beef-shell', 'drydock-x.y_z-dead'];
        const scenario = calling({ names, others: 2, engine: { states: ['running', 'exited'] } });
        const program = shell(
          '"$DOCKER" ps -a --format "{{.Names}} {{.State}}"; "$DOCKER" ps -aq --no-trunc --filter label=x; "$DOCKER" rm -f drydock-web-9f3a\n',
        );
        const both = await Promise.all([observe(scenario, program), observe(scenario, program)]);
        for (const { came } of both) {
          const { out, err, listings } = observed(came).first;
          expect([...out].sort()).toEqual([
            'a-container-of-somebody-else-1 created',
            'a-container-of-somebody-else-2 created',
            'drydock-a-beef-shell exited',
            'drydock-web-9f3a running',
            'drydock-x.y_z-dead created',
          ]);
          expect(err.join('\n')).toContain('only looks at its own containers');
          expect(listings[0]?.inside?.containers).toEqual(out.map(line => line.split(' ')[0]).sort());
        }
        const left = await test.client.get<readonly unknown[]>({
          path: '/containers/json',
          query: { all: true },
        });
        expect(left).toEqual([]);
      },
      limitMs,
    );

    it('is told of who was removed just after the answer, and not of who was removed before it', async () => {
      const { came } = await observe(
        keptScenario('containers-removed-while-listed'),
        shell('for turn in 1 2; do "$DOCKER" ps -a --format "{{.Names}}" | sort; done\n'),
      );
      expect(observed(came).first.out).toEqual(['drydock-web-beef', 'drydock-web-dead', 'drydock-web-dead']);
    });

    it('is told nothing by a client that is killed while its engine says nothing', async () => {
      const scenario = calling({ printed: 'half', end: { how: 'killed', signal: 'SIGTERM' } });
      const { came, verdict } = await observe(scenario, shell(example));
      expect(verdict).toEqual({ kind: 'pass' });
      expect(observed(came).first.listings).toMatchObject([
        { end: { how: 'killed', signal: 'SIGTERM' }, inside: { outage: 'fired' } },
      ]);
    });

    it.each([
      ['names-or-true', 'engine-stopped', 'outage-removes-nothing'],
      ['names-or-true', 'engine-socket-unreadable', 'outage-removes-nothing'],
      ['read-from-producer', 'engine-answer-cut-in-its-names', 'outage-removes-nothing'],
      ['running-containers-only', 'containers-in-every-state', 'live-sessions-survive'],
      ['no-shell-form', 'containers-in-every-state', 'live-sessions-survive'],
    ])('tells %s from a sweep: %s', async (mutant, name, property) => {
      const { verdict } = await observe(keptScenario(name), named(mutant));
      expect(propertiesOf(verdict)).toContain(property);
    });

    it.each([
      ['outage-is-empty', 'engine-answers-with-an-error', 'outage-removes-nothing'],
      ['second-outage-ignored', 'engine-killed-between-two-listings', 'outage-removes-nothing'],
      ['running-only', 'containers-in-every-state', 'live-sessions-survive'],
    ])('tells %s in process from a sweep: %s', async (mutant, name, property) => {
      const { verdict } = await inProcess(keptScenario(name), mutant);
      expect(propertiesOf(verdict)).toContain(property);
    });

    it('is not tried where no real client does what the scenario says', async () => {
      const scenario = calling({ end: { how: 'killed', signal: 'SIGPIPE' } });
      expect((await observe(scenario, shell(example))).verdict).toMatchObject({ kind: 'rejected' });
    });

    describe('that is stopped for real', () => {
      let own: TestEngine;
      beforeAll(async () => {
        own = await testEngine();
      }, limitMs);
      afterAll(() => own[Symbol.asyncDispose]());

      /** dockerd itself: what stands before it, if anything, is the first process of its namespaces. */
      function daemon(): number {
        const pid = own.engine.pid ?? 0;
        const isDaemon = (at: number): boolean =>
          fs.readFileSync(`/proc/${at}/comm`, 'utf8').trim() === 'dockerd';
        const found = [pid, ...childrenOf(pid)].find(isDaemon);
        if (found === undefined) throw new Error('the engine has no daemon');
        return found;
      }

      const paused: Meanwhile = async () => {
        const pid = daemon();
        process.kill(pid, 'SIGSTOP');
        return {
          async [Symbol.asyncDispose]() {
            process.kill(pid, 'SIGCONT');
          },
        };
      };

      it(
        'removes nothing, and says so, while the daemon is paused',
        async () => {
          const scenario = keptScenario('daemon-hangs');
          const both = { engine: own.engine, meanwhile: paused };
          const { came, verdict } = await observe(scenario, shell(example.replace('-k 1 10', '2')), both);
          expect(verdict).toEqual({ kind: 'pass' });
          const { first } = observed(came);
          expect(first.listings).toMatchObject([{ end: { how: 'hangs' } }]);
          expect(first.after.has(`home/${scenario.home.name}/${folderOf('9f3a')}`)).toBe(true);
          expect(first.err.join('\n')).toContain('session folders are kept');
        },
        limitMs,
      );

      const killed: Meanwhile = async call => {
        if (call === 1) return undefined;
        process.kill(daemon(), 'SIGKILL');
        while (look(own.engine.pid ?? 0) !== undefined) await setTimeout(10);
        return undefined;
      };

      it(
        'removes nothing when the daemon is killed between two listings',
        async () => {
          const { docker, ...rest } = keptScenario('engine-killed-between-two-listings');
          const [first, second] = docker.calls;
          const cut = { states: [], outage: { how: 'cut', at: 0 } } as const;
          const calls = [first, { ...first, ...second, engine: cut }] as const;
          const scenario: Scenario = { ...rest, docker: { ...docker, calls: [calls[0], calls[1]] } };
          const { came, verdict } = await observe(scenario, named('reference'), {
            engine: own.engine,
            meanwhile: killed,
          });
          expect(verdict).toEqual({ kind: 'pass' });
          expect(observed(came).first.listings[1]).toMatchObject({ end: { how: 'exits', status: 1 } });
        },
        limitMs,
      );
    });
  },
);
