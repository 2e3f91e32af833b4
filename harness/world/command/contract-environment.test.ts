import { describe, expect, it } from 'vitest';
import { contractEnvironment } from './contract-environment.ts';

const places = { home: '/world/home', temporary: '/world/tmp' };

describe('the environment of a program under test', () => {
  it('is the scenario and four variables, and nothing of the caller', () => {
    process.env['SEATRIAL_PLANTED'] = 'secret';
    expect(contractEnvironment({ A: 'b' }, places)).toEqual({
      A: 'b',
      HOME: '/world/home',
      TMPDIR: '/world/tmp',
      PATH: '/usr/bin:/bin',
      LC_ALL: 'C',
    });
    delete process.env['SEATRIAL_PLANTED'];
  });

  it('leaves each of the four to a scenario that sets it, also to nothing', () => {
    const scenario = { HOME: '', TMPDIR: '/elsewhere', PATH: '/x', LC_ALL: 'C.UTF-8' };
    expect(contractEnvironment(scenario, places)).toEqual(scenario);
  });

  it('puts stubs before, and what the configuration adds behind', () => {
    const { PATH } = contractEnvironment({}, { ...places, stubs: '/world/stubs', path: ['/opt/go/bin'] });
    expect(PATH).toBe('/world/stubs:/usr/bin:/bin:/opt/go/bin');
  });
});
