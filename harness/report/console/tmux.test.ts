import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { withDir } from 'tmp-promise';
import { expect, it, vi } from 'vitest';
import { eventLine } from '../ndjson.ts';
import { stamp } from '../reporter.ts';
import { ended, finding, finished, started, subjects, tallyOf } from '../samples.ts';

const hasTmux = !execaSync('tmux', ['-V'], { reject: false }).failed;

// Tells the console of the events in a file; at an empty line it waits for a key.
const player = `
  import { readFileSync } from 'node:fs';
  const { consoleReporter } = await import(process.argv[1]);
  const reporter = consoleReporter();
  for (const line of readFileSync(process.argv[2], 'utf8').split('\\n')) {
    if (line !== '') reporter.on(JSON.parse(line));
    else await new Promise(resolve => process.stdin.once('data', resolve));
  }
  await reporter.end();
  process.stdin.pause();
`;

const header = 'seatrial 0.1.0 · seed 1804289383 · 2 jobs · containment: bubblewrap';

it.skipIf(!hasTmux)('draws on a real terminal (tmux; skipped where it is not installed)', () =>
  withDir(
    async ({ path }) => {
      const tape = join(path, 'events.ndjson');
      const [posture] = subjects;
      const first = [started, { type: 'progress' as const, ...tallyOf(posture, 70_000, 10_100) }];
      const rest = [{ type: 'finding' as const, ...finding, reason: `\x1b[2J${'日本 '.repeat(40)}` }];
      const parts = [first, rest, [...ended, finished]];
      const tapes = parts.map(part => part.map(body => `${eventLine(stamp(body))}\n`).join(''));
      writeFileSync(tape, tapes.join('\n'));

      const tmux = (...words: readonly string[]): string =>
        execaSync('tmux', ['-S', join(path, 'socket'), '-f', '/dev/null', ...words]).stdout;
      const lines = (): string[] => tmux('capture-pane', '-p', '-S', '-').trimEnd().split('\n');
      const until = (words: string): Promise<void> =>
        vi.waitFor(() => expect(lines().join('\n')).toContain(words), { timeout: 15_000, interval: 50 });
      const command = ['node', '--import', 'tsx', '--input-type=module', '-e', player];
      const console = new URL('./console.ts', import.meta.url).href;
      // The pane outlives the command, and shows whether the cursor came back.
      const environment = ['LANG=C.UTF-8', 'LC_ALL=C.UTF-8', 'CI=', 'NO_COLOR=1'];
      try {
        tmux(
          '-u',
          'new-session',
          '-d',
          '-x',
          '80',
          '-y',
          '24',
          'env',
          ...environment,
          ...command,
          console,
          tape,
        );
        tmux('set-option', '-g', 'remain-on-exit', 'on');

        await until('70,000 runs');
        expect(lines()).toEqual([
          header,
          '',
          '  ▸ posture-checker     reference  model     70,000 runs   6.9k/s   10 s',
          '  · compose-assembler   reference  model    waiting',
          '  · config-refresher    reference  process  waiting',
        ]);
        expect(tmux('display-message', '-p', '#{cursor_flag}')).toBe('0');

        tmux('send-keys', 'Enter');
        await until('keep');
        const wide = lines().filter(line => line.includes('日本'));
        expect(wide[0]).toBe(`  \\x1b[2J${'日本 '.repeat(14).trimEnd()}`);
        expect(lines().filter(line => line.includes('posture-checker'))).toHaveLength(1);

        tmux('send-keys', 'Enter');
        await until('again, exactly');
        expect(lines().filter(line => line.includes('posture-checker'))).toEqual([
          '  ✓ posture-checker     reference  model    412,803 runs   6.9k/s   labels 14/14',
        ]);
        expect(lines()[0]).toBe(header);
        expect(tmux('display-message', '-p', '#{cursor_flag}')).toBe('1');
      } finally {
        execaSync('tmux', ['-S', join(path, 'socket'), 'kill-server'], { reject: false });
      }
    },
    { unsafeCleanup: true },
  ),
);
