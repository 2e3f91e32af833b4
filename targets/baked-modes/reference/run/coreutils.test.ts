import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { sample } from 'fast-check';
import { dirSync } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../dockerfile.ts';
import { command } from '../../run-arbitrary.ts';
import type { RunCommand } from '../../scenario.ts';
import { BuildFault, CannotTell } from '../outcome.ts';
import { bakedParts } from '../parts.ts';
import { readTree } from '../read-tree.ts';
import { entriesOf, type FolderNode } from '../tree/nodes.ts';
import { writeTree } from '../write-tree.ts';
import { run } from './run.ts';

const isRoot = process.geteuid?.() === 0;
const whyNot = isRoot ? '' : ' (skipped: only root gives files away)';

function beginning(): FolderNode {
  const { name, removeCallback } = dirSync({ unsafeCleanup: true });
  try {
    fs.mkdirSync(`${name}/etc/pol/more`, { recursive: true, mode: 0o755 });
    for (const [path, mode] of [
      ['etc/pol/10-deny.json', 0o600],
      ['etc/pol/20-hooks.json', 0o4755],
      ['etc/pol/more/30-extra.json', 0o640],
      ['config.json', 0o444],
    ] as const) {
      fs.writeFileSync(`${name}/${path}`, path);
      fs.chmodSync(`${name}/${path}`, mode);
    }
    fs.symlinkSync('10-deny.json', `${name}/etc/pol/current`);
    fs.chmodSync(`${name}/etc/pol/more`, 0o700);
    return readTree(name);
  } finally {
    removeCallback();
  }
}

function lines(root: FolderNode, prefix = ''): readonly string[] {
  return [...entriesOf(root)].map(([path, node]) => {
    const rest = node.kind === 'link' ? node.to.replace(prefix, '') : node.mode.toString(8);
    const content = node.kind === 'file' ? Buffer.from(node.content).toString() : '';
    return `${path} ${node.kind} ${node.uid}:${node.gid} ${rest} ${content}`;
  });
}

/** What the real tools make of it; undefined: they refuse. */
function really(commands: readonly RunCommand[]): readonly string[] | undefined {
  const { name, removeCallback } = dirSync({ unsafeCleanup: true });
  try {
    writeTree(beginning(), name);
    for (const one of commands) {
      const [tool = '', ...words] = wordsOf(one);
      const below = words.map(word => (word.startsWith('/') ? name + word : word));
      const script = 'umask 022; exec "$@"';
      const { status } = spawnSync('sh', ['-c', script, 'sh', tool, ...below], { cwd: name });
      if (status !== 0) return undefined;
    }
    return lines(readTree(name), name);
  } finally {
    removeCallback();
  }
}

/** What the model says; undefined: it refuses. */
function told(commands: readonly RunCommand[]): readonly string[] | undefined | 'unknown' {
  const root = beginning();
  const text = commands.map(one => wordsOf(one).join(' ')).join(' && ');
  try {
    run(text, new Map(), { root, folder: '/', line: 1, parts: bakedParts });
    return lines(root);
  } catch (error) {
    if (error instanceof BuildFault) return undefined;
    if (error instanceof CannotTell) return 'unknown';
    throw error;
  }
}

describe('a RUN as the model does it', () => {
  it.runIf(isRoot)(
    `comes to what coreutils make of it${whyNot}`,
    () => {
      const drawn = sample(command, { numRuns: 260, seed: 7 }).filter(
        one => !wordsOf(one).some(word => /agent|staff|\$/.test(word)),
      );
      let compared = 0;
      for (const [nth, one] of drawn.entries()) {
        const commands = nth % 2 === 0 ? [one] : [drawn[nth - 1] ?? one, one];
        const expected = told(commands);
        if (expected === 'unknown') continue;
        compared += 1;
        expect(really(commands), commands.map(given => wordsOf(given).join(' ')).join(' && ')).toEqual(
          expected,
        );
      }
      expect(compared).toBeGreaterThan(150);
    },
    60_000,
  );
});
