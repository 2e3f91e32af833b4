import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder below the temporary one that holds the worlds of all harness processes of this user. */
export function worldsFolder(): string {
  const path = join(tmpdir(), `seatrial-worlds-${process.geteuid?.() ?? 0}`);
  mkdirSync(path, { recursive: true, mode: 0o711 });
  return path;
}
