import { expect, it } from 'vitest';
import { scenarioWith } from '../fixtures/programs.ts';
import { inject } from '../model/calls.ts';
import { ModelMachine } from '../model/machine.ts';
import { folderWith, withCalls } from '../mutant.ts';
import { socketDir } from '../scenario.ts';
import { prepare, Refusal } from './prepare.ts';

const open = scenarioWith({ place: { kind: 'folder', mode: '0777', owner: 'server', holds: [] } });
const known = { kind: 'known', uid: 1001 } as const;

it('leaves a folder closed that another server has begun to use meanwhile', () => {
  const machine = new ModelMachine(open, inject);
  const other = machine.openFolder(socketDir);
  const racing = withCalls(machine, {
    openFolder: path => {
      const folder = machine.openFolder(path);
      const chmod = (mode: number): void => {
        folder.chmod(mode);
        if (mode === 0o700) other.bind('signal.sock');
      };
      return folderWith(folder, { chmod });
    },
  });
  expect(() => prepare(socketDir, known, racing)).toThrow(Refusal);
  expect(machine.world.found()).toMatchObject({ mode: 0o700, entries: [{ name: 'signal.sock' }] });
});

it('gives an empty folder back as it was', () => {
  const fault = { call: 'bind', nth: 2, code: 'ENOSPC', lasting: false } as const;
  const machine = new ModelMachine({ ...open, faults: [fault] }, inject);
  expect(() => prepare(socketDir, known, machine)).toThrow(Refusal);
  expect(machine.world.found()).toMatchObject({ mode: 0o777, uid: 0, entries: [] });
});
