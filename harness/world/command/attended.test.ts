import { describe, expect, it } from 'vitest';
import type { ProgramSource } from '../../stage.ts';
import { openWorlds } from '../workspace/worlds.ts';
import { realSettings } from './real-settings.ts';
import { openStarter } from './starter.ts';

async function attended(program: ProgramSource, traced: boolean) {
  using worlds = openWorlds();
  await using starter = await openStarter(program, realSettings(), worlds);
  const heard: (string | undefined)[] = [];
  const { end } = await starter.start({
    arguments: [],
    environment: {},
    folder: worlds.next().folder,
    ...(traced && { trace: { injections: [] } }),
    attend: async ({ line, signal, ended }) => {
      heard.push(await line());
      signal('SIGTERM');
      await ended;
    },
  });
  return { end, heard };
}

describe('a program that stays', () => {
  it('is attended to when it is started anew', async () => {
    expect(
      await attended({ kind: 'cmd', words: ['/bin/sh', '-c', 'echo here; exec sleep 100'] }, false),
    ).toEqual({
      end: { kind: 'killed', signal: 'SIGTERM' },
      heard: ['here'],
    });
  });

  it('is not attended to where it is traced or kept open, and it is said why', async () => {
    const traced = await attended({ kind: 'cmd', words: ['/bin/echo', 'here'] }, true);
    const kept = await attended({ kind: 'serve', words: ['/bin/cat'] }, false);
    expect([traced.heard, kept.heard]).toEqual([[], []]);
    expect([traced.end, kept.end]).toEqual([
      { kind: 'not-started', reason: expect.stringContaining('traced') },
      {
        kind: 'not-started',
        reason: "a program that is kept open can't be attended while it stays; use cmd:",
      },
    ]);
  });
});
