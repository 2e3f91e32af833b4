import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';

/** A started worker process. */
export type WorkerProcess = ReturnType<typeof launch>;

const ownEnding = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/**
 * Starts a worker process with an environment of its own: nothing of the caller's reaches the code under test but where
 * temporary files go.
 * @param marker path of the file in which it notes the run it is at
 * @param memoryMb its heap, in MiB
 */
export function launch(marker: string, memoryMb: number) {
  const { TMPDIR } = process.env;
  const loader = ownEnding === 'ts' ? ['--import', createRequire(import.meta.url).resolve('tsx')] : [];
  return execaNode(fileURLToPath(new URL(`./main.${ownEnding}`, import.meta.url)), [marker], {
    nodeOptions: [...loader, '--enable-source-maps', `--max-old-space-size=${memoryMb}`],
    env: { LC_ALL: 'C', ...(TMPDIR !== undefined && { TMPDIR }) },
    extendEnv: false,
    ipc: true,
    serialization: 'advanced',
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    cleanup: true,
  });
}
