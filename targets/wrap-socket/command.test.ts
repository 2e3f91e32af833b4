import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import {
  commandOf,
  isContained,
  isRoot,
  peers,
  referenceProgram,
  scenarioWith,
  whyNot,
} from './fixtures/programs.ts';
import type { WrapScenario } from './scenario.ts';
import { target } from './target.ts';

const reference = referenceProgram();

async function run(scenario: WrapScenario) {
  await using program = commandOf(reference);
  const observation = observed(await program.run(scenario));
  expect(judge(target, scenario, observation)).toEqual({ kind: 'pass' });
  return observation;
}

const lines = (told: readonly { readonly text: string }[]): readonly string[] => told.map(({ text }) => text);

describe.runIf(isRoot)(`the reference with real peers${whyNot}`, () => {
  it('tells users 0, 1001 and 2000 apart, by their effective ids, whatever their groups and capabilities', async () => {
    const { told, attempts, moments } = await run(
      scenarioWith({
        steps: [
          peers({ as: 'root' }),
          peers({ as: 'other' }),
          peers({ as: 'other', group: 'caller', passes: true }, { socket: 'signal' }),
          peers({ group: 'root' }, { socket: 'ptrace' }),
          peers({}, { manner: 'dies' }),
          peers(),
        ],
      }),
    );
    expect(lines(told)).toEqual([
      '{"socket":"notify","uid":0,"accepted":false}',
      '{"socket":"signal","uid":2000,"accepted":false}',
      '{"socket":"ptrace","uid":1001,"accepted":true}',
      '{"socket":"notify","uid":1001,"accepted":true}',
      '{"socket":"notify","uid":1001,"accepted":true}',
    ]);
    expect(attempts.map(({ reached, fate }) => `${reached} ${fate}`)).toEqual([
      'connected closed',
      'EACCES closed',
      'connected closed',
      'connected kept',
      'connected left',
      'connected kept',
    ]);
    expect(moments.at(-1)?.found).toMatchObject({ mode: 0o700, uid: 1001 });
  });

  it('has as many descriptors after 1,000 peers as before, and the right caller gets through', async () => {
    const { told, descriptors } = await run(
      scenarioWith({
        steps: [
          peers({ as: 'root' }, { times: 400, settled: false }),
          peers({ as: 'other', passes: true }, { times: 400, manner: 'leaves', settled: false }),
          peers({}, { times: 200 }),
        ],
      }),
    );
    expect(told.filter(({ accepted }) => accepted)).toHaveLength(200);
    expect(told).toHaveLength(1_000);
    expect(descriptors?.after).toBe(descriptors?.ready);
  });

  it('turns peers away while it has no descriptor, does not spin, and goes on', async () => {
    const { told, spun, endedEarly } = await run(
      scenarioWith({
        umask: '0000',
        steps: [{ do: 'starve' }, peers({ as: 'root' }, { times: 3 }), peers(), { do: 'feed' }, peers()],
      }),
    );
    expect({ spun, endedEarly }).toEqual({ spun: false, endedEarly: false });
    expect(lines(told).slice(-2)).toEqual([
      '{"socket":"notify","uid":1001,"accepted":false}',
      '{"socket":"notify","uid":1001,"accepted":true}',
    ]);
  });

  it('falls back without CAP_CHOWN, and as another user, and checks all the same', async () => {
    for (const server of ['root-without-chown', 'user'] as const) {
      const { told, moments, err } = await run(
        scenarioWith({ server, steps: [peers({ as: 'other' }), peers()] }),
      );
      expect(told.map(({ uid, accepted }) => [uid, accepted])).toEqual([
        [2000, false],
        [1001, true],
      ]);
      expect(moments.at(-1)?.found.mode).toBe(0o711);
      expect(err).toHaveLength(1);
    }
  });

  it.runIf(isContained)(
    `rejects the caller's uid with pid 0${isContained ? '' : ' (skipped: nothing contains programs here)'}`,
    async () => {
      const { told } = await run(scenarioWith({ steps: [peers({ outside: true }), peers()] }));
      expect(told.map(({ accepted }) => accepted)).toEqual([false, true]);
    },
  );

  it('refuses what is not its own, and leaves it as it was', async () => {
    const held = [{ name: 'notify.sock', kind: 'stale-socket', owner: 'server' }] as const;
    for (const place of [
      { kind: 'link', to: 'folder' },
      { kind: 'folder', mode: '0755', owner: 'other', holds: [] },
      { kind: 'folder', mode: '0755', owner: 'server', holds: [...held] },
    ] as const) {
      const { ready, end, before, after, harm } = await run(
        scenarioWith({ place: structuredClone(place) as WrapScenario['place'] }),
      );
      expect({ ready, end, harm }).toEqual({ ready: false, end: { kind: 'exited', status: 2 }, harm: [] });
      expect(after).toEqual(before);
    }
  });

  it('breaks no property with drawn scenarios', async () => {
    await using program = commandOf(reference);
    for (let run = 0; run < 8; run++) {
      const { value } = draw(target.scenario, run, { seed: 7, examples: true });
      const verdict = judge(target, value, await program.run(value));
      if (verdict.kind !== 'rejected') expect(verdict, JSON.stringify(value)).toEqual({ kind: 'pass' });
    }
  });
});

describe.runIf(isRoot)(`a program in a world${whyNot}`, () => {
  const shell = (script: string) => commandOf({ kind: 'cmd', words: ['/bin/bash', '-c', script, 'server'] });

  it('gets its arguments and an environment, and is judged by what shows: it says that it is ready, and makes nothing', async () => {
    await using program = shell(
      'echo ready; echo "$1 $2" >&2; trap "exit 0" TERM; while :; do sleep 0.01; done',
    );
    const scenario = scenarioWith({});
    const observation = observed(await program.run(scenario));
    expect(observation.err).toEqual([expect.stringMatching(/\/run\/wrap 1001$/)]);
    const verdict = judge(target, scenario, observation);
    const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
    expect(broken).toContain('ready-means-the-callers-own');
    expect(broken).toContain('right-caller-gets-through');
  });

  it('that does not end when it is asked to is told of', async () => {
    await using program = shell('trap "" TERM; echo ready; while :; do sleep 0.01; done');
    const observation = observed(await program.run(scenarioWith({ steps: [] })));
    expect(observation.end).toEqual({ kind: 'goes-on' });
  }, 20_000);

  it('that ends by itself is told of', async () => {
    await using program = shell('echo ready; exit 3');
    const { end, endedEarly } = observed(await program.run(scenarioWith({})));
    expect({ end, endedEarly }).toEqual({ end: { kind: 'exited', status: 3 }, endedEarly: true });
  });
});

describe('a scenario that can not be had for real', () => {
  it.each<[string, Partial<WrapScenario>]>([
    ['a call that fails', { faults: [{ call: 'accept', nth: 1, code: 'EMFILE', lasting: false }] }],
    ['somebody who acts between two calls', { meddler: { who: 'caller', after: 0 } }],
    ['a user that no process can be', { steps: [peers({ as: 'none' })] }],
  ])('is rejected with the reason: %s', async (_, part) => {
    await using program = commandOf(reference);
    expect(await program.run(scenarioWith(part))).toMatchObject({
      instead: { kind: 'rejected', reason: expect.stringMatching(/model fidelity|user id/) },
    });
  });

  it.runIf(isRoot)(`is rejected where nothing gives a server a pid namespace${whyNot}`, async () => {
    await using program = commandOf(reference, 'off');
    expect(await program.run(scenarioWith({ steps: [peers({ outside: true })] }))).toMatchObject({
      instead: { kind: 'rejected', reason: expect.stringContaining('pid namespace') },
    });
  });
});
