import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { HarnessFault } from '../../harness-fault.ts';
import { ownName } from '../workspace/places.ts';

/** Below a folder, what Seatrial keeps there. */
const state = '.seatrial';
/** The engine that `seatrial engine start` leaves running, where others are named after the process that had them. */
export const keptName = 'kept';
/** sun_path of unix(7) is 108 bytes, with the byte that ends it. */
const longestSocketPath = 107;

/** Where the private engines of a folder are, one folder each. */
export function enginesFolder(folder: string): string {
  return join(folder, state, 'engines');
}

/**
 * Makes the folder of an engine, for root alone.
 * @param name default: one that tells which process has it
 * @throws HarnessFault `bad-world` when the folder that holds it is somebody else's
 */
export function makeEngineFolder(folder: string, name?: string): string {
  const base = enginesFolder(folder);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(base);
  if (uid !== process.geteuid?.() || (mode & 0o022) !== 0)
    throw new HarnessFault(`${base} can be written to by somebody else; remove it`, 'bad-world');
  if (name === undefined) return mkdtempSync(join(base, ownName()));
  const own = join(base, name);
  mkdirSync(own, { mode: 0o700 });
  return own;
}

/** Where its socket is: in its folder, or, where that path would be too long for one, in a temporary folder of its own. */
export function makeSocketPath(engineFolder: string): string {
  const usual = join(engineFolder, 'docker.sock');
  if (Buffer.byteLength(usual) <= longestSocketPath) return usual;
  return join(mkdtempSync(join(tmpdir(), 'seatrial-engine-')), 'docker.sock');
}
