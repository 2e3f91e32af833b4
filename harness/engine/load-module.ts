import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessFault } from '../harness-fault.ts';

/**
 * Imports a module, also one in TypeScript, and gives its exports.
 * @throws HarnessFault `bad-target` when it can't be loaded
 */
export async function loadModule(url: string): Promise<Record<string, unknown>> {
  try {
    if (isTypeScript(url) && !isTypeScript(import.meta.url)) await readTypeScript();
    return await import(url);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const shown = url.startsWith('file:') ? fileURLToPath(url) : basename(url);
    throw new HarnessFault(`${shown} can't be loaded: ${why}`, 'bad-target', { cause });
  }
}

function isTypeScript(url: string): boolean {
  return /\.m?ts$/.test(url);
}

let reading: Promise<unknown> | undefined;

/** Lets this process, which is compiled, import modules of the user's that are not. */
function readTypeScript(): Promise<unknown> {
  reading ??= import('tsx/esm/api').then(({ register }) => register());
  return reading;
}
