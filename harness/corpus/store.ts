import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessFault } from '../harness-fault.ts';
import type { AnyTarget } from '../target.ts';
import type { UnsealedCase } from './case.ts';
import { FileTaken } from './durable-write.ts';
import { codeOf, messageOf } from './errno.ts';
import { freeName, stemOf } from './name.ts';
import { byBytes } from './order.ts';
import { brokenCase, type ReadCase, readCase } from './read-case.ts';
import { writeCase } from './write-case.ts';

/** The one file of a corpus that lies outside of the targets' folders: the JSON Schema of its cases. */
export const schemaFile = 'case.schema.json';

/** A file of a corpus that is meant to be a case. */
export interface Listed {
  readonly file: string;
  /** Name of the folder it is in; undefined for one that lies where no case belongs. */
  readonly folder?: string;
}

/**
 * Every `.json` file of a corpus, by folder and then by name, in byte order. Hidden ones are not listed; misplaced ones
 * are, so that they are not forgotten.
 * @throws HarnessFault `disk` when the corpus is no folder that can be read
 */
export async function listCorpus(corpus: string): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for (const entry of await entriesOf(corpus)) {
    const path = join(corpus, entry.name);
    const inside = entry.isFile() ? undefined : await entriesIfFolder(path);
    if (inside === undefined) {
      if (isJson(entry) && entry.name !== schemaFile) listed.push({ file: path });
      continue;
    }
    for (const { file, direct } of await jsonBelow(path, inside)) {
      listed.push(direct ? { file, folder: entry.name } : { file });
    }
  }
  return listed;
}

/**
 * Reads every case of a corpus, in the order of `listCorpus`; broken and misplaced ones are among them.
 * @param only names of the targets whose folders are read; all, when left out
 */
export async function readCorpus(
  corpus: string,
  targets: readonly AnyTarget[],
  only?: readonly string[],
): Promise<readonly ReadCase[]> {
  const read: ReadCase[] = [];
  for (const { file, folder } of await listCorpus(corpus)) {
    if (folder === undefined)
      read.push(brokenCase(file, [`expected at ${join(corpus, 'TARGET', 'NAME.json')}`]));
    else if (only === undefined || only.includes(folder))
      read.push(await readCase(file, { targets, folder }));
  }
  return read;
}

/** Names of what is in a target's folder of a corpus, hidden entries too; none when it does not exist. */
export async function namesIn(corpus: string, target: string): Promise<readonly string[]> {
  try {
    return await readdir(join(corpus, target));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new HarnessFault(`${join(corpus, target)} can't be read: ${messageOf(error)}`, 'disk', {
      cause: error,
    });
  }
}

/**
 * Keeps a case in a corpus under a name of its own, made from a title. Never replaces a file.
 * @param title what the name is made from; the case's title, when left out
 * @returns the path of the new file
 */
export async function keepCase(
  corpus: string,
  unsealed: UnsealedCase,
  title = unsealed.title,
): Promise<string> {
  for (;;) {
    const name = freeName(stemOf(title), await namesIn(corpus, unsealed.target));
    const file = join(corpus, unsealed.target, name);
    try {
      await writeCase(file, unsealed, { replace: false });
      return file;
    } catch (error) {
      // Another process took the name in between.
      if (!(error instanceof FileTaken)) throw error;
    }
  }
}

async function jsonBelow(
  folder: string,
  entries: readonly Dirent[],
): Promise<readonly { readonly file: string; readonly direct: boolean }[]> {
  const found: { file: string; direct: boolean }[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (isJson(entry)) found.push({ file: path, direct: true });
    else if (entry.isDirectory()) {
      const deeper = await jsonBelow(path, await entriesOf(path));
      found.push(...deeper.map(({ file }) => ({ file, direct: false })));
    }
  }
  return found;
}

/** Entries that are not hidden, in byte order of their names. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((one, other) => byBytes(one.name, other.name));
  } catch (error) {
    const why = codeOf(error) === 'ENOENT' ? 'there is no such folder' : messageOf(error);
    throw new HarnessFault(`${folder}: ${why}`, 'disk', { cause: error });
  }
}

/** A link to a folder is a folder; undefined for what is none. */
async function entriesIfFolder(path: string): Promise<readonly Dirent[] | undefined> {
  try {
    return await entriesOf(path);
  } catch (error) {
    const code = error instanceof HarnessFault ? codeOf(error.cause) : undefined;
    if (code === 'ENOTDIR' || code === 'ENOENT') return undefined;
    throw error;
  }
}

function isJson({ name }: Dirent): boolean {
  return name.toLowerCase().endsWith('.json');
}
