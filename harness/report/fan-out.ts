import type { SeatrialEvent } from '../engine/events.ts';
import { processOutput } from './output.ts';
import type { Reporter } from './reporter.ts';
import { safeText } from './safe-text.ts';

/** Says on standard error what became of a reporter. */
function sayOnStandardError(line: string): void {
  processOutput('stderr').write(`${line}\n`);
}

function reasonOf(error: unknown): string {
  return safeText(error instanceof Error ? error.message : String(error), { limit: 300 });
}

/**
 * Several reporters as one, each under the name that people know it by. One that fails, as with EPIPE on a closed pipe
 * or ENOSPC on a full disk, is dropped with one line on standard error; the others and the campaign go on.
 * @param say takes that line; what it throws is ignored
 */
export function fanOut(
  reporters: Readonly<Record<string, Reporter>>,
  say: (line: string) => void = sayOnStandardError,
): Reporter {
  const dropped = new Set<string>();
  const drop = (name: string, error: unknown): void => {
    if (dropped.has(name)) return;
    dropped.add(name);
    try {
      say(`seatrial: ${name} is no longer reported to: ${reasonOf(error)}`);
    } catch {
      // Standard error is gone too: there is nobody left to tell.
    }
  };
  const on = (event: SeatrialEvent): void => {
    for (const [name, reporter] of Object.entries(reporters)) {
      if (dropped.has(name)) continue;
      try {
        reporter.on(event);
      } catch (error) {
        drop(name, error);
      }
    }
  };
  // A dropped reporter is ended as well: it may hold a file, a timer, or a terminal without a cursor.
  const end = async (): Promise<void> => {
    for (const [name, reporter] of Object.entries(reporters)) {
      try {
        await reporter.end();
      } catch (error) {
        drop(name, error);
      }
    }
  };
  return { on, end };
}
