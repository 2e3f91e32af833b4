import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../harness/judge/judge.ts';
import { observed } from '../../../harness/stage.ts';
import { commandOf, isRoot, peers, referenceProgram, scenarioWith } from '../fixtures/programs.ts';
import type { WrapScenario } from '../scenario.ts';
import { target } from '../target.ts';
import { standIn, whyNotAlone } from './users.ts';

const alone = scenarioWith({ server: 'user', steps: [peers({ as: 'server' })] });

describe('the user of a harness that is not root', () => {
  it("stands for the server's, which stands for it", () => {
    const users = standIn(alone, 1001);
    expect([990, 1001, 2000].map(users.exchange)).toEqual([1001, 990, 2000]);
    expect(['990', '1001', '01001', '-', ''].map(caller => users.callerText({ ...alone, caller }))).toEqual([
      '1001',
      '990',
      '01001',
      '-',
      '',
    ]);
  });

  it('leaves 65534 a caller who is nobody, also when it is that one', () => {
    expect(standIn(alone, 65_534).callerText({ ...alone, caller: '65534' })).toBe('65534');
    expect(whyNotAlone({ ...alone, caller: '990' }, 65_534)).toMatch(/65534/);
  });

  it('can be the server, and its peers, and nobody else', () => {
    expect(whyNotAlone(alone, 1001)).toBeUndefined();
    expect(whyNotAlone({ ...alone, server: 'root' }, 1001)).toMatch(/not root/);
    for (const peer of [
      { as: 'other' },
      { as: 'server', group: 'root' },
      { as: 'server', passes: true },
    ] as const)
      expect(whyNotAlone({ ...alone, steps: [peers(peer)] }, 1001)).toMatch(/several users/);
    const place: WrapScenario['place'] = { kind: 'folder', mode: '0700', owner: 'other', holds: [] };
    expect(whyNotAlone({ ...alone, place }, 1001)).toMatch(/the server's/);
  });
});

const own = process.geteuid?.();
const whyNot = isRoot
  ? ' (skipped: the harness is root)'
  : own === 65_534
    ? ' (skipped: user 65534 is no caller)'
    : '';

describe.runIf(whyNot === '')(`the reference with its own user alone${whyNot}`, () => {
  it.each([
    ['990', true],
    ['1001', false],
    ['-', true],
  ])('given the caller %s', async (caller, accepted) => {
    await using program = commandOf(referenceProgram());
    const scenario = { ...alone, caller };
    const observation = observed(await program.run(scenario));
    expect(judge(target, scenario, observation)).toEqual({ kind: 'pass' });
    expect(observation.told).toMatchObject([{ uid: 990, accepted }]);
  });
});
