import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Compose, findCompose } from '../../../harness/world/compose/find-compose.ts';
import { examples } from '../examples.ts';
import type { Observation } from '../observation.ts';
import { bannerIsTrue } from '../properties/banner-is-true.ts';
import { postureAtLeastAsClosed } from '../properties/posture.ts';
import { buildWorld } from './build-world.ts';
import { composeAccount } from './compose-account.ts';
import { observe, snapshot } from './observe.ts';

const [calm] = examples;
const real = await findCompose(2);

const closed = {
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  read_only: true,
  user: '1000:1000',
  pids_limit: 256,
  mem_limit: '2g',
  tmpfs: ['/tmp:size=64m'],
  networks: { inner: null },
};
const networks = { inner: { internal: true } };

let root = '';
let cleanup = async (): Promise<void> => {};
beforeEach(async () => {
  const made = await dir({ unsafeCleanup: true });
  cleanup = made.cleanup;
  root = made.path;
});
afterEach(() => cleanup());

/** A Compose that says one thing of the mandatory files and another of a longer list, or refuses that. */
function saying(agent: Readonly<Record<string, unknown>> | undefined): Compose {
  const program = join(root, 'compose');
  const model = (service: unknown) => JSON.stringify({ services: { agent: service }, networks });
  const longer =
    agent === undefined ? `echo 'no such thing' >&2; exit 1` : `echo '${model({ ...closed, ...agent })}'`;
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$*" in *overlays*) ${longer} ;; *) echo '${model(closed)}' ;; esac\n`,
  );
  chmodSync(program, 0o755);
  return { words: [program], generation: 2, version: '9.9.9' };
}

/** What is observed of a program that handed over the mandatory files and this overlay. */
async function handedOver(overlay: string, compose: Compose, exit = 0): Promise<Observation> {
  const folder = join(root, 'world');
  mkdirSync(folder);
  const world = buildWorld(calm, folder);
  const before = snapshot(world);
  const { base, mode, hardening, overlays } = world.places;
  writeFileSync(join(overlays, '1.yml'), overlay);
  const out = [base, mode, hardening, join(overlays, '1.yml')].map(path => `-f\n${path}\n`).join('');
  const end = { kind: 'exited', status: exit } as const;
  const none = { text: '', cut: false };
  const observation = observe(calm, world, before, { end, out: { text: out, cut: false }, err: none });
  const account = await composeAccount(calm, observation, folder, compose);
  return account === undefined ? observation : { ...observation, compose: account };
}

const harmless = 'services: {agent: {environment: {EDITOR: vi}}}\n';
const privileged = 'services: {agent: {privileged: true}}\n';
const name = (what: string) => (real === undefined ? `${what} (skipped: no Compose 2 here)` : what);

describe.skipIf(real === undefined)(name('a real Compose is asked of what was handed over'), () => {
  const compose = real ?? saying({});

  it('and agrees with the merge model on what is closed', async () => {
    const observation = await handedOver(harmless, compose);
    expect(observation.compose?.effect).toMatchObject({ kind: 'merged', openings: [] });
    expect(postureAtLeastAsClosed.check(calm, observation)).toEqual({ holds: true });
  });

  it('and on what opens', async () => {
    const observation = await handedOver(privileged, compose);
    expect(observation.compose?.effect).toMatchObject({
      openings: [{ service: 'agent', what: 'privileged' }],
    });
    expect(postureAtLeastAsClosed.check(calm, observation)).toMatchObject({
      holds: false,
      reason: 'Assembly handed over a model that opens "agent": privileged',
    });
  });
});

describe('of two accounts', () => {
  it('the graver counts, and is told whose it is', async () => {
    const observation = await handedOver(harmless, saying({ privileged: true }));
    expect(postureAtLeastAsClosed.check(calm, observation)).toMatchObject({
      holds: false,
      reason: 'Assembly handed over a model that opens "agent": privileged, says Compose 9.9.9 alone',
      details: expect.arrayContaining([
        ['effective', 'mode contained · nothing opened'],
        ['Compose 9.9.9', 'mode open · agent: privileged'],
      ]),
    });
    const claiming = { ...observation, said: ['mode: contained'] };
    expect(bannerIsTrue.check(calm, claiming)).toMatchObject({
      reason: 'The banner says contained, and the effective model is open',
    });
  });

  it('the merge model’s counts too, and is told to be alone', async () => {
    const observation = await handedOver(privileged, saying({}));
    expect(postureAtLeastAsClosed.check(calm, observation)).toMatchObject({
      holds: false,
      reason: 'Assembly handed over a model that opens "agent": privileged, says the merge model alone',
    });
  });

  it('two that differ without an opening are the harness’s fault', async () => {
    // Answers are remembered by what the files hold: another file than in the tests above.
    await expect(handedOver('services: {agent: {labels: {a: b}}}', saying(undefined))).rejects.toThrow(
      'the merge model is wrong about "services: {agent: {labels: {a: b}}}": it says mode contained · nothing opened, Compose 9.9.9 says unreadable: no such thing',
    );
  });

  it('neither is asked for after a failure', async () => {
    expect((await handedOver(privileged, saying({ privileged: true }), 1)).compose).toBeUndefined();
  });
});
