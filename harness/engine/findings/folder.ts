import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessFault } from '../../harness-fault.ts';
import type { Subject } from '../events.ts';
import type { Failure } from '../failure.ts';

/** Where the findings of a working folder are kept. */
function findingsFolder(folder: string): string {
  return join(folder, '.seatrial', 'findings');
}

/**
 * Makes sure that findings can be stored, before anything is looked for.
 * @throws HarnessFault `disk` when they can't
 */
export async function prepareFindings(folder: string): Promise<void> {
  const path = findingsFolder(folder);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessFault(`findings can't be stored in ${path}: ${why}`, 'disk', { cause });
  }
}

/** The folder of one finding: `<target>/<implementation>/<property>-<bucket>`. */
export function findingFolder(
  folder: string,
  subject: Pick<Subject, 'target' | 'implementation'>,
  failure: Pick<Failure, 'property' | 'bucket'>,
): string {
  const name = `${failure.property}-${failure.bucket}`;
  return join(findingsFolder(folder), subject.target, asFileName(subject.implementation), name);
}

/** A user's implementation is called what they like; a folder is not. */
function asFileName(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
  return (plain === '' ? 'implementation' : plain).slice(0, 80);
}
