import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knownPaths } from './known-paths.ts';

describe('paths that are known before a run', () => {
  let world = '';
  beforeEach(() => {
    world = mkdtempSync(join(realpathSync(tmpdir()), 'seatrial-known-'));
  });
  afterEach(() => rmSync(world, { recursive: true }));

  it('are those of the world and those that the program is told, with their folders', () => {
    mkdirSync(join(world, 'home'));
    writeFileSync(join(world, 'home', 'a'), '');
    const marker = join(world, 'absent', 'marker');
    const known = knownPaths([world], [marker, '--drop', 'projects']);
    for (const path of ['', 'home', 'home/a', 'absent', 'absent/marker'])
      expect(known).toContain(join(world, path));
    expect(known.has('projects')).toBe(false);
  });

  it('are no links, nor reached by way of one', () => {
    mkdirSync(join(world, 'real'));
    writeFileSync(join(world, 'real', 'a'), '');
    symlinkSync('real', join(world, 'folder'));
    symlinkSync('nowhere', join(world, 'dangling'));
    const told = ['folder/a', 'folder/new', 'dangling'].map(path => join(world, path));
    const known = knownPaths([world], told);
    expect([...told, join(world, 'folder')].filter(path => known.has(path))).toEqual([]);
    expect(known).toContain(join(world, 'real', 'a'));
  });
});
