import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SeatrialEvent } from '../engine/events.ts';
import { type Output, processOutput } from './output.ts';
import type { Reporter } from './reporter.ts';

/**
 * One event as one line of ASCII without its line end. What a terminal would obey and what some readers take for a line
 * end (U+0085, U+2028) is escaped as JSON allows, a lone surrogate too: the value read back is the value written.
 */
export function eventLine(event: SeatrialEvent): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(event).replace(/[^\x20-\x7e]/g, escaped);
}

/** A campaign that was killed while it wrote may have left half a line: what follows must not be glued to it. */
function endsInsideLine(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
  } finally {
    closeSync(file);
  }
}

/** Makes the name of a new file last, as its content does, on file systems that sync folders. */
function syncFolderOf(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
  } catch {
    // Some file systems can't, some folders can't be read: the file itself is still synced.
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}

function toOutput(output: Output): Reporter {
  return {
    on: event => {
      output.write(`${eventLine(event)}\n`);
    },
    end: async () => {
      await output.flush?.();
    },
  };
}

function toFile(path: string): Reporter {
  mkdirSync(dirname(path), { recursive: true });
  // Never for reading as well: a named pipe whose reader is gone would then block instead of failing.
  const file = openSync(path, 'a');
  // A pipe or a device can be written to but not synced.
  const regular = fstatSync(file).isFile();
  if (regular) {
    syncFolderOf(path);
    if (endsInsideLine(path)) writeFileSync(file, '\n');
  }
  let open = true;
  return {
    on: event => {
      writeFileSync(file, `${eventLine(event)}\n`);
      if (regular && event.type === 'finding') fsyncSync(file);
    },
    end: async () => {
      if (!open) return;
      open = false;
      try {
        if (regular) fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
  };
}

/**
 * Writes each event as a line of NDJSON.
 * @param path a file, appended to and made with its folders where missing; or `-` for the output
 * @param output what `-` means: standard output
 * @throws the error of `open` when the file can't be written
 */
export function ndjsonReporter(path: string, output: Output = processOutput('stdout')): Reporter {
  return path === '-' ? toOutput(output) : toFile(path);
}
