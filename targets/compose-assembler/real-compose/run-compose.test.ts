import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mappingAt } from '../../../harness/compose/tree.ts';
import { type Compose, findRelease } from '../../../harness/world/compose/find-compose.ts';
import { effectiveModel } from './effective-model.ts';
import { runCompose } from './run-compose.ts';

const compose = await findRelease('2.26.1');
const orNot = compose === undefined ? ' (skipped: no Compose 2.26.1 here, see scripts/fetch-compose)' : '';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-run-compose-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

async function fake(text: string): Promise<Compose> {
  const path = await file('docker-compose', `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return { words: [path], generation: 2, version: 'fake' };
}

describe.skipIf(compose === undefined)(`a real Compose${orNot}`, () => {
  it('answers with the merged model, and knows nothing of the caller', async () => {
    if (compose === undefined) return;
    process.env['SEATRIAL_TEST_SECRET'] = 'hunter2';
    const text =
      'services: {a: {image: x, user: "${SEATRIAL_TEST_SECRET:-nobody}", labels: {cost: "$$5"}}}\n';
    const files = [
      await file('a.yml', text),
      await file('b.yml', 'services: {a: {pid: host, hostname: "$MINE"}}\n'),
    ];
    const answer = await runCompose(compose, files, { MINE: 'given' });
    delete process.env['SEATRIAL_TEST_SECRET'];
    const model = effectiveModel(answer.kind === 'answered' ? answer.text : answer.reason);
    const service = mappingAt(model, 'services', 'a');
    expect(Object.fromEntries(service)).toMatchObject({ user: 'nobody', pid: 'host', hostname: 'given' });
    expect(service.get('labels')).toEqual(new Map([['cost', '$5']]));
  });

  it('includes services behind a profile', async () => {
    if (compose === undefined) return;
    const answer = await runCompose(compose, [
      await file('a.yml', 'services: {a: {image: x}, b: {image: x, profiles: [debug]}}\n'),
    ]);
    const model = effectiveModel(answer.kind === 'answered' ? answer.text : answer.reason);
    expect([...mappingAt(model, 'services').keys()]).toEqual(['a', 'b']);
  });

  it('refuses with a reason', async () => {
    if (compose === undefined) return;
    const files = [await file('a.yml', 'services: {a: {image: x, pid: 1}}\n')];
    expect(await runCompose(compose, files)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/services\.a\.pid must be a string/),
    });
  });
});

describe('a Compose that does not answer is a fault of the harness', () => {
  it('when it can not be started', async () => {
    const gone: Compose = { words: [join(folder, 'nothing')], generation: 2, version: '2' };
    await expect(runCompose(gone, ['/a.yml'])).rejects.toMatchObject({ code: 'bad-world' });
  });

  it('when it is killed', async () => {
    await expect(runCompose(await fake('kill -9 $$'), ['/a.yml'])).rejects.toMatchObject({
      code: 'bad-world',
    });
  });

  it('when what it answers is no model', () => {
    expect(() => effectiveModel('{}x')).toThrow();
    expect(() => effectiveModel('[]')).toThrow('no model');
  });
});
