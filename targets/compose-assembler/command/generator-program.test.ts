import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostileNames } from '../../../harness/arbitraries/hostile-name.ts';
import { examples } from '../examples.ts';
import { endedByOthers } from '../observation.ts';
import { cut, overlayText, placesOf } from '../places.ts';
import type { Scenario, ScenarioGenerator } from '../scenario.ts';
import { buildWorld, type ComposeWorld } from './build-world.ts';
import { wasTried } from './generator-program.ts';
import { observe, snapshot } from './observe.ts';
import { inScenarioPaths } from './real-places.ts';

const [calm] = examples;
const pieces = {
  kind: 'pieces' as const,
  pieces: [
    'services.agent.volumes: [{type: bind, source: "@PROJECT@/data", target: /links/data, read_only: true}]',
  ],
};

let root = '';
let cleanup = async (): Promise<void> => {};
beforeEach(async () => {
  const made = await dir({ unsafeCleanup: true });
  cleanup = made.cleanup;
  root = made.path;
});
afterEach(() => cleanup());

interface Started {
  readonly scenario: Scenario;
  readonly world: ComposeWorld;
  readonly status: number | null;
  readonly signal: string | null;
  readonly error: string | undefined;
  readonly output: string;
}

/** Builds the world of one generator, and starts it as an assembler would. */
function start(
  generator: Partial<ScenarioGenerator>,
  { from, output = '001.yml', limitMs = 10_000 }: { from?: string; output?: string; limitMs?: number } = {},
): Started {
  const one: ScenarioGenerator = { name: 'links', ends: { how: 'succeeds' }, overlay: pieces, ...generator };
  const scenario = { ...calm, generators: [one] };
  const world = buildWorld(scenario, root);
  const path = join(world.places.overlays, output);
  const { status, signal, error } = spawnSync(join(world.places.generators, one.name), [path], {
    cwd: from ?? world.places.project,
    env: {},
    timeout: limitMs,
    killSignal: 'SIGKILL',
    stdio: 'ignore',
  });
  return {
    scenario,
    world,
    status,
    signal,
    error: error && 'code' in error ? String(error.code) : undefined,
    output: path,
  };
}

const nothing = {
  end: { kind: 'exited', status: 0 },
  out: { text: '', cut: false },
  err: { text: '', cut: false },
} as const;

function endOf({ scenario, world }: Started): readonly { name: string; ended: string }[] {
  return observe(scenario, world, snapshot(world), nothing).ran;
}

describe('a generator as a real program', () => {
  it('writes its whole overlay, with the paths of its world', () => {
    const started = start({});
    expect(started.status).toBe(0);
    const text = readFileSync(started.output, 'utf8');
    expect(text).toContain(`source: "${root}/home/dev/app/data"`);
    const [generator] = started.scenario.generators;
    expect(inScenarioPaths(text, root)).toBe(generator && overlayText(generator, placesOf(calm)));
    expect(endOf(started)).toEqual([{ name: 'links', ended: 'succeeds' }]);
  });

  it.each([
    [{ how: 'writes-nothing' }, 0],
    [{ how: 'writes-empty' }, 0],
    [{ how: 'stops-short', after: 70 }, 0],
    [{ how: 'exits', code: 7, after: 20 }, 7],
    [{ how: 'disk-full', after: 50 }, 1],
    [{ how: 'killed', signal: 'SIGKILL', after: 50 }, 'SIGKILL'],
    [{ how: 'killed', signal: 'SIGTERM', after: 0 }, 'SIGTERM'],
    [{ how: 'killed', signal: 'SIGSEGV', after: 100 }, 'SIGSEGV'],
  ] as const)('ends as planned: %j', (ends, end) => {
    const started = start({ ends });
    expect(started.status ?? started.signal).toBe(end);
    expect(endOf(started)).toEqual([{ name: 'links', ended: ends.how }]);
    expect(existsSync(started.output)).toBe(ends.how !== 'writes-nothing');
  });

  it.each([0, 1, 37, 60, 99, 100])('cuts at %i % where the text of the scenario would be cut', after => {
    const started = start({ ends: { how: 'stops-short', after } });
    const [generator] = started.scenario.generators;
    const whole = generator === undefined ? '' : (overlayText(generator, placesOf(calm)) ?? '');
    expect(inScenarioPaths(readFileSync(started.output, 'utf8'), root)).toBe(cut(whole, after));
  });

  it('hangs until it is ended', () => {
    const started = start({ ends: { how: 'hangs', after: 10 } }, { limitMs: 300 });
    expect([started.error, started.signal]).toEqual(['ETIMEDOUT', 'SIGKILL']);
    expect(endOf(started)).toEqual([{ name: 'links', ended: 'hangs' }]);
  });

  it('that can not be run is noticed when somebody tries, and not when somebody reads it', () => {
    const scenario = {
      ...calm,
      generators: [{ name: 'links', ends: { how: 'cannot-run' as const }, overlay: pieces }],
    };
    const world = buildWorld(scenario, root);
    const program = join(world.places.generators, 'links');
    readFileSync(program);
    expect(wasTried(0, world.backstage)).toBe(false);
    expect(observe(scenario, world, snapshot(world), nothing).ran).toEqual([]);
    spawnSync('sh', [program, 'x'], { cwd: world.places.project });
    expect(observe(scenario, world, snapshot(world), nothing).ran).toEqual([
      { name: 'links', ended: endedByOthers },
    ]);
    expect(spawnSync(program, ['x'], { cwd: world.places.project }).error).toMatchObject({ code: 'ENOENT' });
    expect(wasTried(0, world.backstage)).toBe(true);
  });

  it('leaves a folder in place of a file', () => {
    const { output } = start({ overlay: { kind: 'not-a-file', is: 'folder' } });
    expect(lstatSync(output).isDirectory()).toBe(true);
  });

  it('leaves a link in place of a file', () => {
    const { output, world } = start({ overlay: { kind: 'not-a-file', is: 'link' } });
    expect(readlinkSync(output)).toBe(world.places.base);
  });

  it('writes over what is there when it tampers, also over a hidden file, and leaves nothing of its own', () => {
    const overlays = `${root}/run/user/1000/overlays`;
    mkdirSync(join(overlays, 'folder'), { recursive: true });
    writeFileSync(join(overlays, '.hidden'), 'calm');
    const started = start({ overlay: { kind: 'tampers', piece: 'services.agent.privileged: true' } });
    for (const name of ['folder', '.hidden'])
      expect(readFileSync(join(overlays, name), 'utf8')).toContain('privileged: true');
    expect(existsSync(started.output)).toBe(false);
  });

  it('climbs out of the world, and not only out of the place that stands for the root', () => {
    const climbing = 'services.agent.volumes: ["@PROJECT@/../../../var/run:/links/run:ro"]';
    const text = readFileSync(start({ overlay: { kind: 'pieces', pieces: [climbing] } }).output, 'utf8');
    const [, source = ''] = /"(.*):\/links/.exec(text) ?? [];
    expect(join(source)).toBe('/var/run');
  });

  it.each([
    ['is not started in the project folder', { from: '/' }],
    ['can not write', { output: 'no/such/folder' }],
  ])('fails where it %s, and that is nobody’s plan', (_where, wrong) => {
    const started = start({ ends: { how: 'stops-short', after: 50 } }, wrong);
    expect(started.status).toBe(1);
    expect(endOf(started)).toEqual([{ name: 'links', ended: endedByOthers }]);
  });

  it.each(hostileNames)('can be called %j, in folders of that name', name => {
    const folders = { project: name, files: name, overlays: name };
    const generator = { name, ends: { how: 'succeeds' as const }, overlay: pieces };
    const scenario = { ...calm, folders, generators: [generator] };
    const world = buildWorld(scenario, root);
    const output = join(world.places.overlays, '001.yml');
    const { status } = spawnSync(join(world.places.generators, name), [output], {
      cwd: world.places.project,
    });
    expect(status).toBe(0);
    expect(inScenarioPaths(readFileSync(output, 'utf8'), root)).toBe(
      overlayText(generator, placesOf(scenario)),
    );
    expect(observe(scenario, world, snapshot(world), nothing).ran).toEqual([{ name, ended: 'succeeds' }]);
  });
});
