import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgramEnd } from '../../../harness/stage.ts';
import { account } from '../account.ts';
import { examples } from '../examples.ts';
import type { Observation } from '../observation.ts';
import { mandatoryStates, type Scenario } from '../scenario.ts';
import { buildWorld, type ComposeWorld, whyNotReal } from './build-world.ts';
import { observe, snapshot } from './observe.ts';

const [calm] = examples;

let root = '';
let cleanup = async (): Promise<void> => {};
beforeEach(async () => {
  const made = await dir({ unsafeCleanup: true });
  cleanup = made.cleanup;
  root = made.path;
});
afterEach(() => cleanup());

/** What is observed of a program that did this. */
function observed(
  act: (world: ComposeWorld) => void,
  { out = '', err = '', end = { kind: 'exited', status: 0 } as ProgramEnd } = {},
  scenario: Scenario = calm,
): Observation {
  const world = buildWorld(scenario, root);
  const before = snapshot(world);
  act(world);
  return observe(scenario, world, before, {
    end,
    out: { text: out, cut: false },
    err: { text: err, cut: false },
  });
}

describe('the world of a scenario', () => {
  it.each([...mandatoryStates, 'whole'] as const)(
    'has what its account tells of, the hardening file %s',
    state => {
      const mandatory = state === 'whole' ? null : { file: 'hardening' as const, state };
      const scenario = { ...calm, mandatory };
      const found = snapshot(buildWorld(scenario, root));
      const { files } = account.world(scenario);
      for (const file of files) {
        if (file.path === '/tmp/session' || file.path.startsWith('/run/user')) continue;
        expect(found.get(root + file.path)).toMatch(new RegExp(`^${file.kind} `));
        if (file.kind === 'file')
          expect(found.get(root + file.path)?.endsWith(` ${file.content}`)).toBe(true);
      }
      expect([...found.keys()].filter(path => path.endsWith('hardening.yml')).length).toBe(
        state === 'missing' || state === 'unset' ? 0 : 1,
      );
    },
  );

  it('can not have a start for which there is no process, nor half a character in a name', () => {
    const overlay = { kind: 'pieces' as const, pieces: [] };
    const throwing = { ...calm, generators: [{ name: 'links', ends: { how: 'throws' as const }, overlay }] };
    expect(whyNotReal(throwing)).toContain('for want of processes');
    expect(whyNotReal({ ...calm, folders: { ...calm.folders, project: 'a\ud800' } })).toContain('surrogate');
    expect(whyNotReal(calm)).toBeUndefined();
  });
});

describe('what is observed of a program', () => {
  it('speaks of the paths of the scenario', () => {
    const { printed, said } = observed(() => {}, {
      out: `-f\n${root}/opt/a b\n`,
      err: `no ${root}/x\nno '${root}/y'`,
    });
    expect(printed).toEqual(['-f', '/opt/a b']);
    expect(said).toEqual(['no /x', "no '/y'"]);
  });

  it.each([
    [{ kind: 'exited', status: 3 }, 3],
    [{ kind: 'killed', signal: 'SIGSEGV' }, 139],
  ] as const)('is a status as a shell tells it: %j', (end, exit) => {
    expect(observed(() => {}, { end }).exit).toBe(exit);
  });

  it('is what it left, and where', () => {
    const { overlays, temporary, changed } = observed(({ places }) => {
      writeFileSync(`${places.overlays}/a.yml`, `source: ${root}/home`);
      mkdirSync(`${places.overlays}/folder`);
      symlinkSync('/etc', `${places.overlays}/link`);
      writeFileSync(`${places.temporary}/list`, '');
    });
    const folder = '/run/user/1000/overlays';
    expect(overlays.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: `${folder}/a.yml`, kind: 'file', text: 'source: /home' },
      { path: `${folder}/folder`, kind: 'folder', text: '' },
      { path: `${folder}/link`, kind: 'link', text: '' },
    ]);
    expect(temporary).toEqual(['/tmp/session/list']);
    expect(changed).toEqual([]);
  });

  it('is every change of what was there: content, mode, kind, being there', () => {
    const { changed } = observed(({ places }) => {
      writeFileSync(places.base, 'other');
      chmodSync(places.mode, 0o600);
      rmSync(places.hardening);
      symlinkSync(places.base, places.hardening);
      rmSync(`${places.project}/extra.yml`);
    });
    expect(changed.toSorted()).toEqual([
      '/home/dev/app/extra.yml',
      '/opt/drydock/docker-compose.hardening.yml',
      '/opt/drydock/docker-compose.mode.yml',
      '/opt/drydock/docker-compose.yml',
    ]);
  });

  it('is nothing left where the folder itself is gone', () => {
    expect(observed(({ places }) => rmSync(places.overlays, { recursive: true })).overlays).toEqual([]);
  });
});
