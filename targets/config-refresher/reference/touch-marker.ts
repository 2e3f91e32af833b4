import { constants } from 'node:fs';
import { errorCode, type FileSystem } from './file-system.ts';
import { orRefuse } from './refusal.ts';

const markerFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/**
 * Sets the marker's times to now, or creates it: one operation either way, so that a marker is touched or is not.
 * @param now milliseconds since the epoch
 */
export async function touchMarker(files: FileSystem, marker: string, now: number): Promise<void> {
  await orRefuse(marker, 'touched', async () => {
    try {
      await files.utimes(marker, now);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      const descriptor = await files.open(marker, markerFlags, 0o666);
      // The marker is there and empty: an error of close can't take anything from it.
      await files.close(descriptor).catch(() => undefined);
    }
  });
}
