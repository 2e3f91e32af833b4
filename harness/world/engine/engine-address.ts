import { HarnessFault } from '../../harness-fault.ts';

const form = /^unix:\/\/(\/.+)$/;

/** Whether it has the form of an engine's address, `unix:///PATH`. */
export function isEngineAddress(address: string): boolean {
  return form.test(address);
}

/**
 * Absolute path of the socket that an address names.
 * @throws HarnessFault `engine` when it has another form
 */
export function socketOf(address: string): string {
  const [, path] = form.exec(address) ?? [];
  if (path === undefined)
    throw new HarnessFault(`an engine is named by its socket: unix:///PATH, not ${address}`, 'engine');
  return path;
}
