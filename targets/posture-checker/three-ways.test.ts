import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import type { ProgramSource } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { findProgram } from '../../harness/world/find-program.ts';
import { command } from './command.ts';
import { canBeWho, whyNot } from './fixtures/can-be-who.ts';
import { target } from './target.ts';

const seed = 300;
const compared = 300;
const limitMs = 600_000;
const library = fileURLToPath(new URL('mutants/posture.sh', import.meta.url));
/** One that every user may start: those of a user's own folder are for that user. */
const python = findProgram('python3', '/usr/bin:/bin');
const lack = python === undefined ? ' (skipped: no python3 here)' : whyNot;

/** The same function, started by whoever answers: in the environment and the folder of the request, and nothing else. */
const server = `import json, os, subprocess, sys

for line in sys.stdin:
    request = json.loads(line)
    words = ['/bin/bash', '-p', sys.argv[1], *request['arguments']]
    old = os.umask(request['umask'])
    ran = subprocess.run(words, env=request['environment'], cwd=request['folder'], stdin=subprocess.DEVNULL, capture_output=True)
    os.umask(old)
    answer = {'status': ran.returncode, 'out': ran.stdout.decode(), 'err': ran.stderr.decode()}
    print(json.dumps({'id': request['id'], **answer}), flush=True)
`;

/** One shell function by three ways. */
function waysIn(folder: string): Readonly<Record<'cmd' | 'bash' | 'serve', ProgramSource>> {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o755 });
    return path;
  };
  const script = file('check.sh', `. '${library}'\nboot "$@"\n`);
  const serving = file('serve.py', server);
  return {
    cmd: { kind: 'cmd', words: ['/bin/bash', '-p', script] },
    bash: { kind: 'bash', file: library, function: 'boot' },
    serve: { kind: 'serve', words: [python ?? '', serving, script] },
  };
}

describe('one shell function, started, kept in a bash and kept by a server', () => {
  it.runIf(canBeWho && python !== undefined)(
    `gets the same verdicts on ${compared} scenarios${lack}`,
    async () => {
      await withDir(
        async ({ path }) => {
          chmodSync(path, 0o755);
          const ways = waysIn(path);
          const open = (name: keyof typeof ways) =>
            new CommandImplementation(name, command, ways[name], realSettings());
          await using started = open('cmd');
          await using kept = open('bash');
          await using served = open('serve');
          let same = 0;
          for (let run = 0; same < compared; run++) {
            const { value } = draw(target.scenario, run, { seed, examples: true });
            // What only a program with a name of its own shows is for cmd: alone.
            if (value.status.name !== 'node') continue;
            const [first, ...others] = await Promise.all(
              [started, kept, served].map(async way => judge(target, value, await way.run(value))),
            );
            for (const other of others) expect(other, JSON.stringify(value)).toEqual(first);
            if (first?.kind !== 'rejected') same++;
          }
          expect(same).toBe(compared);
        },
        { unsafeCleanup: true },
      );
    },
    limitMs,
  );
});
