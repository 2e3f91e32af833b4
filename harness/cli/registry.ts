import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadTarget } from '../engine/subject.ts';
import type { AnyTarget } from '../target.ts';
import { unknownName } from './did-you-mean.ts';

/** A target, and where workers load it from. */
export interface Registered {
  readonly target: AnyTarget;
  readonly url: string;
}

const shipped = new URL('../../targets/', import.meta.url);

/**
 * The targets that ship with Seatrial, by name; all when none is named.
 * @throws UsageError when a name is not a target's
 * @throws HarnessFault when a target can't be loaded
 */
export async function findTargets(names: readonly string[] = []): Promise<readonly Registered[]> {
  const modules = await modulesByName();
  const wanted = names.length === 0 ? [...modules.keys()] : [...new Set(names)];
  return Promise.all(
    wanted.map(async name => {
      const url = modules.get(name);
      if (url === undefined) throw unknownName('target', name, [...modules.keys()]);
      return { target: await loadTarget(url), url };
    }),
  );
}

async function modulesByName(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(fileURLToPath(shipped), { withFileTypes: true });
  const names = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  const found = names.sort().flatMap(name => {
    const url = ['target.ts', 'target.js'].map(file => new URL(`${name}/${file}`, shipped)).find(existsSync);
    return url === undefined ? [] : [[name, url.href] as const];
  });
  return new Map(found);
}
