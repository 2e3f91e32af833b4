import { constants } from 'node:os';

/** Ctrl-C, or being asked to end. */
export interface Interruption extends Disposable {
  /** Aborted by the first signal: end in order. */
  readonly signal: AbortSignal;
  /** 128 + the signal's number, once there was one. */
  readonly status: number | undefined;
}

/** What asks a process to end. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for signals. The first lets the campaign end in order; the second ends the process at once. */
export function interruption(): Interruption {
  const controller = new AbortController();
  let status: number | undefined;
  const take = (name: NodeJS.Signals): void => {
    if (status !== undefined) process.exit(128 + constants.signals[name]);
    status = 128 + constants.signals[name];
    controller.abort();
  };
  for (const name of signals) process.on(name, take);
  return {
    signal: controller.signal,
    get status() {
      return status;
    },
    [Symbol.dispose]() {
      for (const name of signals) process.off(name, take);
    },
  };
}
