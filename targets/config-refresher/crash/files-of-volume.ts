import type { Volume } from '../../../harness/recording.ts';
import { walk } from '../../../harness/world/crash/fingerprint.ts';
import { temporaryFolder, worldFolder } from '../layout.ts';
import type { Entry, Files } from '../observation.ts';

const noBytes = new Uint8Array(0);

/** Everything in the world's folder and in the folder for temporary files, by path. */
export function filesOfVolume(volume: Volume): Files {
  const files = new Map<string, Entry>();
  for (const [path, node] of walk(volume)) {
    if (!path.startsWith(`${worldFolder}/`) && !path.startsWith(`${temporaryFolder}/`)) continue;
    const { kind, mode, mtimeMs: mtime } = node;
    if (kind === 'device') continue;
    const content = node.kind === 'file' ? node.bytes : noBytes;
    files.set(path, { kind, mode, content, to: node.kind === 'link' ? node.to : '', mtime });
  }
  return files;
}
