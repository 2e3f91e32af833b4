import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram, findPrograms, systemPath } from './find-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-find-'));
  for (const name of ['a', 'b', 'c']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

function place(name: string, mode: number): string {
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

const path = (...names: readonly string[]): string => names.map(name => join(folder, name)).join(':');

describe('a program is looked up in PATH', () => {
  it('in its order, a link taken for what it leads to', () => {
    const tool = place('b/tool', 0o755);
    symlinkSync(tool, join(folder, 'c/tool'));
    expect(findProgram('tool', path('a', 'b', 'c'))).toBe(tool);
    expect(findProgram('tool', path('a', 'c', 'b'))).toBe(join(folder, 'c/tool'));
    expect(findPrograms('tool', path('c', 'b', 'c'))).toEqual([join(folder, 'c/tool'), tool]);
  });

  it('past folders, files that are not executable, and links that lead nowhere', () => {
    mkdirSync(join(folder, 'a/tool'));
    place('b/tool', 0o644);
    expect(findProgram('tool', path('a', 'b'))).toBeUndefined();
    symlinkSync('nowhere', join(folder, 'c/tool'));
    expect(findPrograms('tool', path('a', 'b', 'c'))).toEqual([]);
  });

  it('only in folders that are named absolutely', () => {
    place('a/tool', 0o755);
    expect(findProgram('tool', `:.:${relative(process.cwd(), join(folder, 'a'))}`)).toBeUndefined();
  });

  it('in the folders of the system, where there is a shell', () => {
    expect(findProgram('sh', systemPath)).toMatch(/^\/(usr\/)?bin\/sh$/);
  });
});
