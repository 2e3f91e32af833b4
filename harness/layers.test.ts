import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** From the top down: a layer may import what stands after it, and itself. */
const layers = [
  'harness/cli',
  'harness/vitest',
  'harness/bench',
  'harness/main.ts',
  'harness/config.ts',
  'harness/report',
  'harness/engine',
  'harness/corpus',
  'harness/judge',
  'harness/world',
  'harness/compose',
  'harness/arbitraries',
  'harness/target.ts',
  'harness/stage.ts',
  'harness/recording.ts',
  'harness/harness-fault.ts',
  'harness/version.ts',
] as const;

/** What reports may know of the engine: the form of its events. */
const reportMayImport = [
  'harness/engine/events.ts',
  'harness/engine/repro/reproduce.ts',
  'harness/engine/crash/crash-report.ts',
  'harness/engine/exhaust/exhaust-report.ts',
];
/** What a target may import of the harness. Its tests may import more. */
const targetMayImport = [
  'harness/target.ts',
  'harness/stage.ts',
  'harness/recording.ts',
  'harness/harness-fault.ts',
  'harness/arbitraries',
  'harness/compose',
  'harness/world',
];

interface Import {
  readonly from: string;
  readonly to: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, path]) => path ?? '');
  return specifiers.map(path => ({ from: file, to: normalize(join(dirname(file), path)) }));
}

function isIn(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

function layerOf(file: string): number {
  return layers.findIndex(layer => isIn(file, layer));
}

const isTest = (file: string): boolean => file.endsWith('.test.ts') || file.includes('/fixtures/');
const harness = sources('harness').filter(file => !isTest(file));
const targets = sources('targets').filter(file => !isTest(file));

describe('dependencies point one way', () => {
  it('reads the sources', () => {
    expect(harness.flatMap(importsOf).length).toBeGreaterThan(100);
    expect(targets.flatMap(importsOf).length).toBeGreaterThan(100);
  });

  it('knows the layer of every file of the harness', () => {
    expect(harness.filter(file => layerOf(file) < 0)).toEqual([]);
  });

  it('never imports a layer from below it', () => {
    const upwards = harness.flatMap(importsOf).filter(({ from, to }) => layerOf(to) < layerOf(from));
    expect(upwards).toEqual([]);
  });

  it('never imports a target into the harness', () => {
    expect(harness.flatMap(importsOf).filter(({ to }) => isIn(to, 'targets'))).toEqual([]);
  });

  it('lets reports know of the engine only the form of its events', () => {
    const known = sources('harness/report')
      .filter(file => !isTest(file))
      .flatMap(importsOf)
      .filter(({ to }) => isIn(to, 'harness/engine') && !reportMayImport.includes(to));
    expect(known).toEqual([]);
  });

  it('lets a target import nothing of the harness but what targets are made of', () => {
    const foreign = targets
      .flatMap(importsOf)
      .filter(({ to }) => isIn(to, 'harness') && !targetMayImport.some(place => isIn(to, place)));
    expect(foreign).toEqual([]);
  });

  it('keeps a reference usable by itself', () => {
    const beyond = targets.flatMap(importsOf).filter(({ from, to }) => {
      const [own] = /^targets\/[^/]+\/reference\//.exec(from) ?? [];
      return own !== undefined && !to.startsWith(own);
    });
    expect(beyond).toEqual([]);
  });

  it('keeps targets apart from one another', () => {
    const nameOf = (file: string): string => file.split('/')[1] ?? '';
    const across = targets
      .flatMap(importsOf)
      .filter(({ from, to }) => isIn(to, 'targets') && nameOf(to) !== nameOf(from));
    expect(across).toEqual([]);
  });
});
