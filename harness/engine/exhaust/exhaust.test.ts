import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constant } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Stage } from '../../stage.ts';
import { broken, defineTarget, holds } from '../../target.ts';
import { CommandImplementation } from '../../world/command/command-implementation.ts';
import { realSettings } from '../../world/command/real-settings.ts';
import { placeBrokenStrace } from '../../world/strace/fixtures/broken-strace.ts';
import { hasStrace, withoutStrace } from '../../world/strace/fixtures/has-strace.ts';
import { exhaust } from './exhaust.ts';

const scenarioSchema = z.strictObject({ wrong: z.boolean() });
type Scenario = z.infer<typeof scenarioSchema>;

/** What a program made of a file that held "old" and was to hold "new". */
interface Seen {
  readonly file: string;
  readonly others: readonly string[];
  readonly success: boolean;
}

const atomic = `#!/bin/sh
rm -f .next.* && printf new >.next.$$ && mv -T .next.$$ "$1" && exit 0
rm -f .next.*
exit 1
`;
const inPlace = '#!/bin/sh\nprintf new >"$1"\n';

describe.skipIf(!hasStrace)(`an exhaustive run${withoutStrace}`, () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seatrial-exhaust-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function targetFor(path: string) {
    const start = async ({ folder: world, start: begin }: Stage) =>
      begin({ arguments: [join(world, 'file')], environment: { PATH: path }, folder: world });
    const look = (world: string, success: boolean): Seen => ({
      file: readFileSync(join(world, 'file'), 'utf8'),
      others: readdirSync(world).filter(name => name !== 'file'),
      success,
    });
    const once = async (stage: Stage) => {
      const { end } = await start(stage);
      return { end, seen: look(stage.folder, end.kind === 'exited' && end.status === 0) };
    };
    const runOnce = async (_: Scenario, stage: Stage) => {
      writeFileSync(join(stage.folder, 'file'), 'old');
      const first = await once(stage);
      const judged = { scenario: { wrong: true }, observation: first.seen };
      if (first.end.kind !== 'killed') return { first: judged };
      const { seen } = await once(stage);
      return { first: judged, next: { scenario: { wrong: false }, observation: seen } };
    };
    return defineTarget<Scenario, Seen>({
      name: 'swap',
      summary: 'Puts new content in the place of old.',
      source: ['rename(2)'],
      scenario: {
        schema: scenarioSchema,
        arbitrary: constant({ wrong: false }),
        examples: [{ wrong: false }],
        labels: () => [],
        atLeast: {},
      },
      properties: [
        {
          name: 'old-or-new',
          statement: 'The file is old or new.',
          check: (_, { file }) => (file === 'old' || file === 'new' ? holds : broken(`It holds "${file}".`)),
        },
        {
          name: 'repairs',
          statement: 'Where nothing goes wrong the file is new, and alone.',
          check: ({ wrong }, { file, others }) =>
            wrong || (file === 'new' && others.length === 0) ? holds : broken('It is not new, or not alone.'),
        },
      ],
      reference: { name: 'reference', run: () => ({ file: 'new', others: [], success: true }) },
      mutants: [],
      account: {
        gist: () => 'a swap',
        scenario: () => [],
        observation: () => [],
        world: () => ({ arguments: [], environment: {}, files: [], notes: [] }),
      },
      command: {
        reference: new URL('file:///nowhere'),
        mutants: [],
        run: async (_, stage) => (await once(stage)).seen,
        exhaust: { scenarios: [{ wrong: false }], run: runOnce },
      },
    });
  }

  async function gone(program: string, path = '/usr/bin:/bin') {
    const file = join(folder, 'program');
    writeFileSync(file, program, { mode: 0o755 });
    const target = targetFor(path);
    const { command } = target;
    if (command?.exhaust === undefined) throw new TypeError('it was defined with both');
    const settings = realSettings({ fidelity: 'kernel', containment: 'off' });
    await using implementation = new CommandImplementation(
      'program',
      command,
      { kind: 'cmd', words: [file] },
      settings,
    );
    const { signal } = new AbortController();
    return await exhaust({ target, contract: command.exhaust, implementation, jobs: 2, signal });
  }

  it('passes who replaces a file in one step, with every call hit', async () => {
    const { scenarios } = await gone(atomic);
    const rows = scenarios.flatMap(scenario => scenario.rows);
    // Its helpers end as it ends: that one call can't be told from theirs.
    const [last, ...others] = rows.filter(({ outcome }) => outcome.kind !== 'pass');
    expect([last?.call, last?.outcome, others]).toEqual(['exit_group', { kind: 'unaimed' }, []]);
    expect(rows.length).toBeGreaterThan(20);
    const faults = rows.map(({ call, fault }) => `${call} ${fault}`);
    expect(faults).toEqual(expect.arrayContaining(['write ENOSPC', 'write returns 0', 'write killed']));
    expect(faults).toEqual(expect.arrayContaining(['unlinkat EROFS', 'exit_group killed', ' none']));
    // Everything in the order of the calls, each fault of a call once.
    expect(rows.map(({ ordinal }) => ordinal)).toEqual(
      rows.map(({ ordinal }) => ordinal).sort((a, b) => a - b),
    );
  }, 180_000);

  it('finds where one who writes in place leaves half a file', async () => {
    const { scenarios } = await gone(inPlace);
    const rows = scenarios.flatMap(scenario => scenario.rows);
    const bad = rows.filter(({ outcome }) => outcome.kind === 'violation');
    expect(bad.map(({ call, fault }) => `${call} ${fault}`)).toEqual(
      expect.arrayContaining(['write ENOSPC', 'write killed']),
    );
    expect(bad[0]?.outcome).toMatchObject({ property: 'old-or-new', reason: 'It holds "".', run: 'this' });
  }, 180_000);

  it('calls every fault missed when the injector is broken', async () => {
    const bin = placeBrokenStrace(folder);
    const { scenarios } = await gone(inPlace, `${bin}:/usr/bin:/bin`);
    const kinds = scenarios.flatMap(({ rows }) => rows.map(({ outcome }) => outcome.kind));
    expect(kinds.slice(1).every(kind => kind === 'missed')).toBe(true);
    expect(kinds.length).toBeGreaterThan(10);
  }, 180_000);

  it('says that a program could not be gone through', async () => {
    const { scenarios } = await gone('#!/nowhere/sh\n');
    expect(scenarios[0]?.impossible).toContain('did nothing on its world');
  }, 180_000);
});
