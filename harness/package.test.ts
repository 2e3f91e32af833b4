import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const isBuilt = existsSync(join(root, 'dist/.built'));

const listing = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })]);

/** What a packed tarball of the project would hold. */
const packed = listing
  .parse(
    JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ),
  )[0]
  .files.map(({ path }) => path);

/** Where the links of a page lead in the project. */
function linksOf(page: string): readonly string[] {
  const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g);
  return [...links]
    .map(([, link = '']) => link)
    .filter(link => !/^[a-z]+:/.test(link))
    .map(link => normalize(join(dirname(page), link)));
}

describe('the packed project', () => {
  const pages = packed.filter(path => path.endsWith('.md'));

  it('has the contract of every target', () => {
    const targets = readdirSync(join(root, 'targets'));
    expect(pages).toEqual(expect.arrayContaining(targets.map(name => `targets/${name}/CONTRACT.md`)));
  });

  it('has what its pages lead to', () => {
    const isThere = (path: string): boolean =>
      packed.some(file => file === path || file.startsWith(`${path}/`));
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(5);
    expect(pages.flatMap(linksOf).filter(path => !isThere(path))).toEqual([]);
  });

  it.runIf(isBuilt)(
    `has the shell programs beside what is compiled${isBuilt ? '' : ' (skipped: it is not built; scripts/prepare builds it)'}`,
    () => {
      const shells = readdirSync(join(root, 'dist/targets'), { withFileTypes: true, recursive: true })
        .filter(({ name }) => name.endsWith('.sh'))
        .map(entry => relative(root, join(entry.parentPath, entry.name)));
      expect(shells.length).toBeGreaterThan(0);
      expect(packed).toEqual(expect.arrayContaining(shells));
    },
  );
});
