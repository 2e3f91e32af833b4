import { readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Where an engine writes what it does, in its folder. */
export const logName = 'engine.log';

/** Less than this and an engine can't do its work. */
const leastFreeBytes = 32 * 1024 * 1024;

/**
 * Why an engine did not come up: what its disk lacks, else the last it said.
 * @param limitMs the time it had, where it has not ended by itself
 */
export function whyItFailed(folder: string, limitMs: number | undefined): string {
  const free = freeBytes(folder);
  if (free < leastFreeBytes) return `only ${Math.floor(free / 1024)} KiB are free in ${folder}`;
  const said = lastWords(join(folder, logName));
  return limitMs === undefined
    ? said
    : `it was not ready after ${limitMs / 1000} s; the last it said: ${said}`;
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** The last line of a log, less what is around its message. */
function lastWords(log: string): string {
  const last = text(log).trim().split('\n').at(-1) ?? '';
  const [, message] = /msg="((?:[^"\\]|\\.)*)"/.exec(last) ?? [];
  return (message ?? last) || 'nothing';
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
