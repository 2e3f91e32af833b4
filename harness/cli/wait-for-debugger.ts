import inspector from 'node:inspector';

/**
 * Opens the inspector on the loopback interface, waits until a debugger has come, and stops there: one step into the
 * implementation. Does nothing when a debugger is attached already.
 */
export async function waitForDebugger(): Promise<void> {
  if (inspector.url() === undefined) inspector.open(0, '127.0.0.1', true);
  // biome-ignore lint/suspicious/noDebugger: this is what --inspect is for
  debugger;
}
