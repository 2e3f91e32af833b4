import type { Output } from '../output.ts';
import type { Reporter } from '../reporter.ts';
import { Board, notRunIfWaiting, type Standing } from './board.ts';
import { counted } from './numbers.ts';
import { pageOn } from './page.ts';
import type { Paint } from './paint.ts';
import { openScreen } from './screen.ts';
import { nameWidths, subjectLines } from './subject-lines.ts';
import { Transcript } from './transcript.ts';

/** At most ten frames a second. */
const frameMs = 100;

/** Subjects as lines; where they are more than `height`, those that run, and a count of the others. */
function blockLines(all: readonly Standing[], height: number, paint: Paint): string[] {
  const widths = nameWidths(all, paint);
  const lines = (shown: readonly Standing[]): string[] =>
    shown.flatMap(standing => subjectLines(standing, widths, paint));
  const whole = lines(all);
  if (whole.length <= height) return whole;
  const running = all.filter(({ state }) => state === 'running');
  const others = all.length - running.length;
  const shown = lines(running).slice(0, Math.max(1, height - 1));
  return [...shown, `  ${paint.signs.ellipsis} and ${counted(others, 'other subject')}`];
}

/** The console at a terminal: the subjects are drawn over while they run, what is found is written above them. */
export function liveConsole(
  output: Output,
  paint: Paint,
  whenProcessEnds: (action: () => void) => () => void,
): Reporter {
  const screen = openScreen(output, whenProcessEnds);
  const page = pageOn(text => screen.above(text));
  const transcript = new Transcript(page, paint);
  const board = new Board();
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let failed: unknown;

  const draw = (): void => {
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    // One line for the empty line above, one for the cursor below.
    const height = Math.max(1, (output.rows || 24) - 2);
    const status = transcript.status();
    const lines = status === undefined ? blockLines(board.standings(), height, paint) : [status];
    screen.draw(lines.length === 0 ? [] : ['', ...lines]);
  };
  const drawSoon = (): void => {
    const wait = last + frameMs - performance.now();
    if (wait <= 0) draw();
    else
      timer ??= setTimeout(() => {
        // Nobody is there to catch what is thrown here: it is thrown at the next event.
        try {
          draw();
        } catch (error) {
          failed ??= error;
        }
      }, wait).unref();
  };
  /** The block becomes lines that stay. */
  const settle = (): void => {
    clearTimeout(timer);
    timer = undefined;
    screen.close();
    const all = board.standings();
    const widths = nameWidths(all, paint);
    page.paragraph(...all.flatMap(standing => subjectLines(notRunIfWaiting(standing), widths, paint)));
    board.clear();
  };
  return {
    on: event => {
      if (failed !== undefined) throw failed;
      board.on(event);
      if (event.type === 'campaign-finished') settle();
      transcript.on(event);
      if (event.type !== 'campaign-finished') drawSoon();
    },
    end: async () => {
      settle();
      transcript.end();
      await output.flush?.();
    },
  };
}
