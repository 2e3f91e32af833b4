import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { hunt } from '../../harness/engine/hunt.ts';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge, runOnce } from '../../harness/judge/judge.ts';
import type { Verdict } from '../../harness/judge/verdict.ts';
import type { ProgramSource } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import type { Observation } from './observation.ts';
import { atOnce } from './real-compose/at-once.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';
import { shellMutants } from './shell-mutants.ts';
import { target } from './target.ts';

const [calm] = target.scenario.examples;
const opened: CommandImplementation<Scenario, Observation>[] = [];
afterAll(async () => {
  for (const implementation of opened) await implementation[Symbol.asyncDispose]();
});

function real(name: string, program: ProgramSource): CommandImplementation<Scenario, Observation> {
  const implementation = new CommandImplementation(name, command, program, realSettings());
  opened.push(implementation);
  return implementation;
}

function own(name: string): CommandImplementation<Scenario, Observation> {
  const program = ownProgram(target, name);
  if (program === undefined) throw new Error(`no program ${name}`);
  return real(name, program);
}

const assembler = real('assembler', {
  kind: 'cmd',
  words: ['/bin/bash', fileURLToPath(new URL('./mutants/shell/assembler.sh', import.meta.url))],
});

function one(generator: Partial<ScenarioGenerator>): Scenario {
  const pieces = ['services.agent.environment: {EDITOR: vi}'];
  const whole = {
    name: 'links',
    ends: { how: 'succeeds' as const },
    overlay: { kind: 'pieces' as const, pieces },
  };
  return { ...calm, generators: [{ ...whole, ...generator }] };
}

describe('the reference as a program', () => {
  const drawn = Array.from(
    { length: 60 },
    (_, run) => draw(target.scenario, run, { seed: 11, examples: false }).value,
  );
  const reference = own('reference');

  it('holds every property, and comes to the verdict of the reference in process', {
    timeout: 300_000,
  }, async () => {
    const scenarios = [...target.scenario.examples, ...drawn];
    const verdicts = await atOnce(availableParallelism(), scenarios, async scenario => ({
      process: (await runOnce(target, reference, scenario)).kind,
      model: (await runOnce(target, target.reference, scenario)).kind,
      scenario,
    }));
    // What is not built for real has no verdict to compare.
    const both = verdicts.filter(({ process }) => process !== 'rejected');
    expect(both.length).toBeGreaterThan(verdicts.length * 0.85);
    for (const { process, model, scenario } of both)
      expect({ process, scenario }).toEqual({ process: model, scenario });
    expect(both.every(({ process }) => process === 'pass')).toBe(true);
  });
});

describe('the careful assembler that the shell mutants are made of', () => {
  it('holds every property but the one that it leaves open', { timeout: 120_000 }, async () => {
    const properties = target.properties.filter(({ name }) => name !== 'no-false-refusal');
    const kinds = await atOnce(availableParallelism(), [...Array(60).keys()], async run => {
      const { value } = draw(target.scenario, run, { seed: 12, examples: false });
      return (await runOnce({ ...target, properties }, assembler, value)).kind;
    });
    expect(new Set(kinds)).toEqual(new Set(['pass', 'rejected']));
    expect(kinds.filter(kind => kind === 'pass').length).toBeGreaterThan(40);
  });
});

describe('a shell mutant', () => {
  it.each(shellMutants.map(mutant => [mutant.name, mutant] as const))(
    '%s is killed by a property that its story names',
    { timeout: 300_000 },
    async (name, { caughtBy, within }) => {
      const implementation = own(name);
      const mutant = { name, caughtBy, run: (scenario: Scenario) => implementation.run(scenario) };
      const kill = await hunt(target, mutant, { seed: 1, runs: within });
      expect(kill?.violation.property).toBeOneOf([...caughtBy]);
    },
  );
});

/** The verdict of a run in whose world something was changed before the program was started. */
async function sabotaged(scenario: Scenario, change: (root: string) => void): Promise<Verdict> {
  const observation = await assembler.onStage(stage =>
    command.run(scenario, {
      ...stage,
      start: start => {
        change(stage.folder);
        return stage.start(start);
      },
    }),
  );
  return judge(target, scenario, observation);
}

/** Changes the text of a file, and nothing that says when it was read. */
function edited(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`no ${from} in ${path}`);
  writeFileSync(path, text.replace(from, to));
}

describe('a generator that does not do what was planned', () => {
  it.each([
    [{ how: 'exits', code: 7, after: 50 }, 'exit 7', ':'],
    [{ how: 'killed', signal: 'SIGKILL', after: 50 }, 'kill -KILL $$', ':'],
    [{ how: 'disk-full', after: 50 }, '/dev/full', '/dev/null'],
    [{ how: 'hangs', after: 50 }, 'exec sleep 1000', ':'],
    [{ how: 'writes-empty' }, 'exit 0', ':'],
  ] as const)('is the harness’s fault, and no pass: %j', async (ends, from, to) => {
    const scenario = one({ ends });
    expect(await sabotaged(scenario, () => {})).toEqual({ kind: 'pass' });
    const broken = await sabotaged(scenario, root =>
      edited(join(root, '/home/dev/.config/generators/links'), from, to),
    );
    expect(broken).toEqual({
      kind: 'harness-fault',
      reason: `planned, reached and did not fire: generator "links" ${ends.how}`,
    });
  });

  it('is the harness’s fault where it could be run and should not', async () => {
    const scenario = one({ ends: { how: 'cannot-run' } });
    expect(await sabotaged(scenario, () => {})).toEqual({ kind: 'pass' });
    const broken = await sabotaged(scenario, root => {
      const interpreter = join(root, 'backstage/interpreter-0');
      edited(interpreter, '#!/nonexistent/interpreter', '#!/bin/sh\nexec /bin/sh "$@"');
      chmodSync(interpreter, 0o755);
    });
    expect(broken).toMatchObject({
      kind: 'harness-fault',
      reason: expect.stringContaining('"links" cannot-run'),
    });
  });

  it('proves nothing where the machine was too slow for one that does not hang', async () => {
    const slow = await sabotaged(one({}), root =>
      edited(join(root, '/home/dev/.config/generators/links'), 'cat --', 'sleep 5; cat --'),
    );
    expect(slow).toEqual({
      kind: 'rejected',
      reason: 'the machine is too slow just now: generator "links" was ended before it was done',
    });
  });
});

describe('a program', () => {
  it('that ends before a planned fault could fire has shown nothing', async () => {
    const program = real('refuses', {
      kind: 'cmd',
      words: ['/bin/sh', '-c', 'echo generator links >&2; exit 1'],
    });
    expect(
      await runOnce(target, program, one({ ends: { how: 'killed', signal: 'SIGKILL', after: 50 } })),
    ).toEqual({
      kind: 'rejected',
      reason: 'the run ended before: generator "links" killed',
    });
  });

  it('is judged by what it prints, in the paths of the scenario', async () => {
    const program = real('prints', {
      kind: 'cmd',
      words: ['/bin/sh', '-c', 'printf "%s\\n" -f "$COMPOSE_BASE"'],
    });
    expect(await runOnce(target, program, calm)).toMatchObject({
      kind: 'violation',
      violations: expect.arrayContaining([
        expect.objectContaining({
          property: 'mandatory-overlays-survive',
          details: expect.arrayContaining([['arguments', '-f /opt/drydock/docker-compose.yml']]),
        }),
      ]),
    });
  });
});
