import { Worker } from 'node:worker_threads';

const everyMs = 500;

/**
 * Ends this process when the campaign that started it is gone, also when it was killed and this process is caught in an
 * endless loop: a thread of its own looks, since nothing else gets a turn then.
 */
export function watchParent(): void {
  const look = `if (process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL');`;
  new Worker(`setInterval(() => { ${look} }, ${everyMs});`, { eval: true }).unref();
}
