import { execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../engine/events.ts';
import { finding } from '../samples.ts';
import { recorder } from './fake-terminal.ts';
import { findingLines } from './finding.ts';
import { paintFor } from './paint.ts';
import { widthOf } from './width.ts';

function told(
  changes: Partial<Finding> = {},
  columns?: number,
  environment = { LANG: 'C.UTF-8', NO_COLOR: '1' },
) {
  return findingLines({ ...finding, ...changes }, paintFor(recorder(columns), environment));
}

function lineWith(words: string, lines: readonly string[]): string {
  return lines.find(line => line.includes(words)) ?? `no line with ${words}`;
}

const commands = `\
  case       .seatrial/findings/compose-assembler/my-script/mandatory-overlays-survive-3f9a12bc/case.json
  reproduce  npx seatrial repro .seatrial/findings/compose-assembler/my-script/mandatory-overlays-survive-3f9a12bc/case.json
  keep       npx seatrial corpus add .seatrial/findings/compose-assembler/my-script/mandatory-overlays-survive-3f9a12bc/case.json`;

describe('a finding', () => {
  it('is told whole where there is no terminal', () => {
    expect(told().join('\n')).toBe(`\
✗ compose-assembler · mandatory-overlays-survive                               bucket 3f9a12bc · new
  Generator "submounts" was killed after 212 bytes, and assembly still handed over 4 of 6 arguments:
  docker-compose.hardening.yml is not among them.

    generators   submounts: killed by SIGKILL after 212 bytes
    mode         contained
    arguments    -f base.yml  -f .drydock/submounts.yml
    lost         -f contain.yml  -f hardening.yml
    effective    cap_drop ∅ (was ALL) · no-new-privileges off · network host

  found in run 41 of my-script · shrunk 12 times to 1 generator, 0 links (1,204 to 96 characters) ·
  repeats 3 of 3
${commands}`);
  });

  it('is told within 40 columns, save what is to be pasted', () => {
    expect(told({}, 40).join('\n')).toBe(`\
✗ compose-assembler · mandatory-overlays-survive
  bucket 3f9a12bc · new
  Generator "submounts" was killed after
  212 bytes, and assembly still handed
  over 4 of 6 arguments:
  docker-compose.hardening.yml is not
  among them.

    generators   submounts: killed by
                 SIGKILL after 212 bytes
    mode         contained
    arguments    -f base.yml  -f
                 .drydock/submounts.yml
    lost         -f contain.yml  -f
                 hardening.yml
    effective    cap_drop ∅ (was ALL) ·
                 no-new-privileges off ·
                 network host

  found in run 41 of my-script · shrunk
  12 times to 1 generator, 0 links
  (1,204 to 96 characters) · repeats 3
  of 3
${commands}`);
  });

  it.each([60, 80, 200])('keeps to %d columns, with the bucket at the right', columns => {
    const lines = told({}, columns);
    const widths = lines.slice(0, -3).map(widthOf);
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    if (columns >= 80) expect(widthOf(lines[0] ?? '')).toBe(Math.min(columns, 100));
    expect(lines.slice(-3).join('\n')).toBe(commands);
  });

  it('has rows below their labels where there is no room beside them', () => {
    expect(told({ account: [], details: [['a label', 'some words for it']] }, 24).slice(8, 14)).toContain(
      '      some words for it',
    );
  });

  it('leaves rows out when there are none', () => {
    const lines = told({ account: [], details: [] });
    expect(lines[2]).toBe('  docker-compose.hardening.yml is not among them.');
    expect(lines[3]).toBe('');
    expect(lines[4]).toMatch(/^ {2}found in run 41/);
  });

  it('says what is known, and what is flaky', () => {
    const lines = told({ known: true, repeats: { seen: 1, of: 3 } });
    expect(lines[0]).toMatch(/bucket 3f9a12bc · known$/);
    expect(lines.join('\n')).toContain('repeats 1 of 3: flaky');
    expect(told().join('\n')).not.toContain('flaky');
  });

  it.each<[Partial<Finding>, string]>([
    [{ shrinks: 1 }, 'shrunk once to 1 generator, 0 links (1,204 to 96 characters)'],
    [{ shrinking: 'out of time' }, 'shrunk 12 times, then out of time to'],
    [
      { shrinks: 0, size: { drawn: 96, shrunk: 96 } },
      'not shrunk (nothing smaller breaks it): 1 generator, 0 links (96 characters)',
    ],
    [{ shrinks: 0, shrinking: 'skipped' }, 'not shrunk (skipped): 1 generator'],
  ])('says how far %o was shrunk', (changes, words) => {
    expect(told({ ...changes, implementation: 'reference' }).join('\n')).toContain(words);
  });

  it('does not name the reference, which everybody expects', () => {
    expect(lineWith('found in run', told({ implementation: 'reference' }))).toContain('found in run 41 ·');
  });

  it('prints commands that a shell reads as they are meant', () => {
    const file = ".seatrial/findings/a b/it's $(here)/\u202ecase.json";
    for (const [label, prefix] of [
      ['reproduce', 'npx seatrial repro '],
      ['keep', 'npx seatrial corpus add '],
    ] as const) {
      const line = lineWith(label, told({ file })).trim().slice(label.length).trim();
      expect(line.startsWith(prefix)).toBe(true);
      const { stdout } = execaSync('bash', ['-c', `printf %s ${line.slice(prefix.length)}`]);
      expect(stdout).toBe(file);
    }
  });

  it('bounds an account that is a dump', () => {
    const details = Array.from({ length: 1234 }, (_, nth) => [`row ${nth}`, 'x'.repeat(5000)] as const);
    const lines = told({ account: [], details });
    expect(lineWith('and 1,', lines)).toBe('    … and 1,194 more');
    expect(lines.join('\n').length).toBeLessThan(120_000);
  });
});
