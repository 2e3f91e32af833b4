import type { Output } from '../output.ts';
import type { Reporter } from '../reporter.ts';
import { Board, keyOf, notRunIfWaiting, type Standing } from './board.ts';
import { pageOn } from './page.ts';
import type { Paint } from './paint.ts';
import { nameWidths, subjectLines } from './subject-lines.ts';
import { Transcript } from './transcript.ts';

/** How often a subject that runs is told of, by its own clock. */
const stepMs = 10_000;

/** The console where it is not a terminal, as in a job's log: nothing is ever overwritten. */
export function plainConsole(output: Output, paint: Paint): Reporter {
  const page = pageOn(text => {
    output.write(text);
  });
  const transcript = new Transcript(page, paint);
  const board = new Board();
  const steps = new Map<string, number>();
  const due = (subject: string, elapsedMs: number): boolean => {
    const step = Math.floor(elapsedMs / stepMs);
    if (step <= (steps.get(subject) ?? 0)) return false;
    steps.set(subject, step);
    return true;
  };
  const tell = (standings: readonly Standing[]): void => {
    const widths = nameWidths(board.standings(), paint);
    page.lines(...standings.flatMap(standing => subjectLines(standing, widths, paint)));
  };
  return {
    on: event => {
      const changed = board.on(event);
      if (event.type === 'campaign-started') steps.clear();
      if (changed?.tally !== undefined) {
        const { state, subject, tally } = changed;
        if (state === 'ended' || due(keyOf(subject), tally.elapsedMs)) tell([changed]);
      }
      if (event.type === 'campaign-finished') {
        const waiting = board.standings().filter(({ state }) => state === 'waiting');
        tell(waiting.map(notRunIfWaiting));
      }
      transcript.on(event);
    },
    end: async () => {
      transcript.end();
      await output.flush?.();
    },
  };
}
