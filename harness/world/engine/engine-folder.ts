import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { HarnessFault } from '../../harness-fault.ts';
import { ownName } from '../workspace/places.ts';

/** sun_path of unix(7) is 108 bytes, with the byte that ends it. */
const longestSocketPath = 107;

/** Where the private engines of a folder are, one folder each, named after the process that started it. */
export function enginesFolder(folder: string): string {
  return join(folder, '.seatrial', 'engines');
}

/**
 * Makes the folder of an engine, for this user alone.
 * @throws HarnessFault `bad-world` when the folder that holds it is somebody else's, `disk` when none can be made
 */
export function makeEngineFolder(folder: string): string {
  const base = enginesFolder(folder);
  try {
    mkdirSync(dirname(base), { recursive: true });
    mkdirSync(base, { recursive: true, mode: 0o700 });
    const found = lstatSync(base);
    if (!found.isDirectory() || found.uid !== process.geteuid?.() || (found.mode & 0o022) !== 0)
      throw new HarnessFault(
        `${base} belongs to somebody else, or others can write to it; remove it`,
        'bad-world',
      );
    return mkdtempSync(join(base, ownName()));
  } catch (cause) {
    throw asDiskFault(cause, `no engine can have its folder in ${base}`);
  }
}

/** A fault of the disk, said with what could not be done; a fault that is one already stays as it is. */
export function asDiskFault(cause: unknown, what: string): HarnessFault {
  if (cause instanceof HarnessFault) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new HarnessFault(`${what}: ${why}`, 'disk', { cause });
}

/**
 * Where its socket is to be: in its folder, or, where that path would be too long for one, in a temporary folder of its
 * own, which is not there yet.
 * @throws HarnessFault `bad-world` when even that one's path is too long
 */
export function socketPathFor(engineFolder: string): string {
  const apart = join(tmpdir(), `seatrial-engine-${randomBytes(8).toString('hex')}`);
  const path = [engineFolder, apart]
    .map(folder => join(folder, 'docker.sock'))
    .find(each => Buffer.byteLength(each) <= longestSocketPath);
  if (path !== undefined) return path;
  throw new HarnessFault(
    `a socket's path would be too long in ${tmpdir()}; set TMPDIR to a shorter one`,
    'bad-world',
  );
}
