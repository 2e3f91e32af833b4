import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderCompose } from '../../../harness/arbitraries/compose-file.ts';
import { findRelease } from '../../../harness/world/compose/find-compose.ts';
import { examples } from '../examples.ts';
import { extraText, mandatoryTexts } from '../mandatory-texts.ts';
import { effectOf, mandatoryPaths } from '../oracle.ts';
import { placesOf } from '../places.ts';
import { type EffectiveRequest, effectFromCompose, effectiveFromCompose } from './effective.ts';

const compose = await findRelease('2.26.1');
const orNot = compose === undefined ? ' (skipped: no Compose 2.26.1 here, see scripts/fetch-compose)' : '';
const scenario = { ...examples[0], folders: { project: 'a "b" $c', files: 'drydock', overlays: 'overlays' } };
const places = placesOf(scenario);
let worlds: string[] = [];

beforeEach(() => {
  worlds = [];
});

afterEach(async () => {
  for (const world of worlds) await rm(world, { recursive: true });
});

/** The scenario's files on disk, an overlay of these pieces behind them. */
async function onDisk(
  ...pieces: string[]
): Promise<EffectiveRequest & { readonly mandatory: readonly string[] }> {
  const world = await mkdtemp(join(tmpdir(), 'seatrial-effective-'));
  worlds.push(world);
  const texts = mandatoryTexts(scenario);
  const files = new Map([
    [places.base, texts.base],
    [places.mode, texts.mode],
    [places.hardening, texts.hardening],
    [`${places.overlays}/overlay.yml`, renderCompose(pieces, world + places.project)],
    [`${places.project}/extra.yml`, extraText],
  ]);
  for (const [path, text] of files) {
    await mkdir(dirname(world + path), { recursive: true });
    await writeFile(world + path, text);
  }
  await symlink('/var/run', `${world}${places.project}/shortcut`);
  const mandatory = mandatoryPaths(scenario).map(path => world + path);
  const others = [`${world}${places.project}/extra.yml`];
  return {
    mandatory,
    files: [...mandatory, `${world}${places.overlays}/overlay.yml`],
    world,
    home: '/home/dev',
    others,
  };
}

describe.skipIf(compose === undefined)(`the posture of a real Compose${orNot}`, () => {
  it.each([
    'services.agent.labels: {a: b}',
    'services.agent.privileged: true',
    'services.agent.volumes: [{type: bind, source: "@PROJECT@/shortcut", target: /x, read_only: true}]',
    'services.agent.volumes: ["@PROJECT@/../../../var/run:/links/run:ro"]',
    'services.agent.volumes: ["@PROJECT@/data:/policy"]',
    'services.agent.extends: {file: "@PROJECT@/extra.yml", service: loose}',
    'include: ["@PROJECT@/extra.yml"]',
    'services.stray: {image: drydock/agent}',
    'services.*: !reset null',
    'services.agent.security_opt: ["no-new-privileges=false"]',
    'services.agent.ports: ["8080:80"]',
    'networks.inner.internal: false',
    'services.agent.tmpfs: [/tmp]',
  ])('is the one that the model has of %s', async piece => {
    if (compose === undefined) return;
    const { mandatory, ...request } = await onDisk(piece);
    const before = await effectiveFromCompose(compose, { ...request, files: mandatory });
    const real = effectFromCompose(scenario, before, await effectiveFromCompose(compose, request));
    const texts = mandatoryTexts(scenario);
    const listed = [texts.base, texts.mode, texts.hardening, renderCompose([piece], places.project)];
    const ours = effectOf(scenario, listed);
    if (real.kind !== 'merged' || ours.kind !== 'merged') throw new Error('one of them is unreadable');
    expect([...real.openings].toSorted(byText)).toEqual([...ours.openings].toSorted(byText));
    expect(real.mode).toBe(ours.mode);
  });

  it('is none where it refuses, with a reason that knows of no world', async () => {
    if (compose === undefined) return;
    const { mandatory, ...request } = await onDisk('services.agent.user: [root]');
    const before = await effectiveFromCompose(compose, { ...request, files: mandatory });
    const effect = effectFromCompose(scenario, before, await effectiveFromCompose(compose, request));
    expect(effect).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('user must be a string'),
    });
    expect(JSON.stringify(effect)).not.toContain(request.world);
  });

  it('is asked for once for equal files in whatever world, and again when one of them changes', async () => {
    if (compose === undefined) return;
    const first = await onDisk('include: ["@PROJECT@/extra.yml"]');
    const counted = await countingStarts(compose.words[0], first.world);
    const ask = (request: EffectiveRequest) => effectiveFromCompose({ ...compose, ...counted }, request);
    const answer = await ask(first);
    const second = await onDisk('include: ["@PROJECT@/extra.yml"]');
    expect(await ask(second)).toBe(answer);
    expect(await counted.starts()).toBe(1);
    await writeFile(`${second.world}${places.project}/extra.yml`, 'services: {other: {image: x}}\n');
    expect(await ask(second)).not.toEqual(answer);
    expect(await counted.starts()).toBe(2);
  });
});

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** The same Compose behind a program that notes each start; of a version of its own, so that nothing is remembered of it yet. */
async function countingStarts(program: string, folder: string) {
  const path = join(folder, 'counting');
  const log = join(folder, 'starts');
  await writeFile(path, `#!/bin/sh\necho >>${log}\nexec ${program} "$@"\n`);
  await chmod(path, 0o755);
  const words: readonly [string] = [path];
  return { words, version: '2.counted', starts: async () => (await readFile(log, 'utf8')).length };
}
