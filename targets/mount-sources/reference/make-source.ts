import { posix } from 'node:path';
import { type EntryKind, errorCode, type Files } from './files.ts';
import { isBelow, type Source } from './needed-sources.ts';

/** Why a source is not right, in words for people. */
export class CannotMake extends Error {
  override readonly name = 'CannotMake';
}

/** One name that is still to be followed. */
interface Step {
  readonly name: string;
  /** Whether a link's text says so, and not the source's. */
  readonly linked: boolean;
}

const kindNames: Readonly<Record<EntryKind, string>> = {
  file: 'a file',
  folder: 'a folder',
  link: 'a link',
  other: 'neither a file nor a folder',
};

const folderMode = 0o755;
const fileMode = 0o644;
const mostLinks = 40;
const mostRaces = 5;

function stepsOf(path: string, linked: boolean): Step[] {
  return path
    .split('/')
    .filter(name => name !== '' && name !== '.')
    .map(name => ({ name, linked }));
}

/** Walks along paths, link by link, so that it is known at each moment where a name really is. */
class Walk {
  constructor(files: Files) {
    this.#files = files;
  }

  readonly #files: Files;
  #links = 0;

  /** What a name in a real folder is; of a link its destination is put in front of the steps. */
  take(
    folder: string,
    { name }: Step,
    steps: Step[],
  ): { readonly path: string; readonly kind: EntryKind | undefined } {
    if (name === '..') return { path: posix.dirname(folder), kind: 'folder' };
    const path = posix.join(folder, name);
    const kind = this.#files.look(path);
    if (kind !== 'link') return { path, kind };
    this.#links += 1;
    if (this.#links > mostLinks) throw new CannotMake(`links lead round at ${quoted(path)}`);
    const to = this.#files.readLink(path);
    steps.unshift(...stepsOf(to, true));
    return { path: to.startsWith('/') ? '/' : folder, kind: 'folder' };
  }
}

/** The real path of a folder. @throws CannotMake where there is none */
export function realFolder(files: Files, path: string): string {
  const walk = new Walk(files);
  const steps = stepsOf(path, false);
  let here = '/';
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    const { path: next, kind } = walk.take(here, step, steps);
    if (kind !== 'folder') throw new CannotMake(`${quoted(next)} is no folder`);
    here = next;
  }
  return here;
}

/**
 * Makes one source where it is missing, and the folders above it. What exists stays as it is; nothing is made through a
 * link that leads out of HOME or nowhere.
 * @param home real path of HOME
 * @throws CannotMake, or the error of a file operation
 */
export function makeSource(files: Files, settingsHome: string, home: string, { path, kind }: Source): void {
  const walk = new Walk(files);
  const steps = stepsOf(path.slice(settingsHome.length), false);
  let races = 0;
  let here = home;
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    const found = walk.take(here, step, steps);
    const last = steps.length === 0;
    if (found.kind === undefined) {
      if (step.linked) throw new CannotMake(`a link to ${quoted(found.path)} leads nowhere`);
      if (!isBelow(found.path, home)) throw new CannotMake(`a link leads out of HOME, to ${quoted(here)}`);
      if (!make(files, found.path, last ? kind : 'folder')) {
        races += 1;
        if (races > mostRaces) throw new CannotMake(`${quoted(found.path)} comes and goes`);
        steps.unshift(step);
        continue;
      }
    } else if (found.kind !== (last ? kind : 'folder')) {
      throw new CannotMake(
        `${quoted(found.path)} is ${kindNames[found.kind]}, and a ${last ? kind : 'folder'} is needed`,
      );
    }
    here = found.path;
  }
}

/** @returns false when something came to be there meanwhile */
function make(files: Files, path: string, kind: Source['kind']): boolean {
  try {
    if (kind === 'folder') files.makeFolder(path, folderMode);
    else files.makeFile(path, fileMode);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A path on one line. */
export function quoted(path: string): string {
  return JSON.stringify(path);
}
