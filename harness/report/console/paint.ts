import picocolors from 'picocolors';
import type { Output } from '../output.ts';
import { safeText } from '../safe-text.ts';
import { shellWord } from './shell-word.ts';

const { createColors } = picocolors;

/** The environment of the process, or a part of it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Signs that are drawn rather than written, as this terminal can show them. */
interface Signs {
  readonly passed: string;
  readonly failed: string;
  readonly running: string;
  readonly waiting: string;
  /** Something is wrong, and not with the code under test. */
  readonly attention: string;
  readonly dot: string;
  readonly ellipsis: string;
  readonly none: string;
}

const drawn: Signs = {
  passed: '✓',
  failed: '✗',
  running: '▸',
  waiting: '·',
  attention: '!',
  dot: '·',
  ellipsis: '…',
  none: '–',
};

const plainAscii: Signs = {
  passed: '+',
  failed: 'x',
  running: '>',
  waiting: '-',
  attention: '!',
  dot: '-',
  ellipsis: '...',
  none: '-',
};

/** How things look at one output: colours, signs, width. */
export interface Paint {
  readonly colours: ReturnType<typeof createColors>;
  readonly signs: Signs;
  /** Columns of the terminal at this moment; none where lines are not bound. */
  columns(): number | undefined;
  /** Columns to wrap sentences at: the terminal's, or 100. */
  proseWidth(): number;
  /** A text that is not Seatrial's own, made inert: see `safeText`. */
  safe(text: string, limit?: number): string;
  /** A file's name, to be pasted into a shell: see `shellWord`. */
  shellWord(file: string): string;
}

function wantsColour(output: Output, env: Environment, chosen: boolean | undefined): boolean {
  if (chosen !== undefined) return chosen;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

/**
 * Whether only ASCII can be relied upon: by locale(7), LC_ALL before LC_CTYPE before LANG, an empty one being unset. Where
 * none is set, as in many containers, the terminal outside of it reads UTF-8 nearly always.
 */
function asciiOnly(env: Environment): boolean {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return true;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return locale !== '' && !/utf-?8/i.test(locale);
}

/**
 * Decides how to paint.
 * @param colour what `--color` or `--no-color` says, before NO_COLOR (no-color.org) and FORCE_COLOR
 */
export function paintFor(output: Output, env: Environment, colour?: boolean | undefined): Paint {
  const ascii = asciiOnly(env);
  const columns = (): number | undefined => {
    if (output.isTTY !== true) return undefined;
    // Some pseudo-terminals say that they are 0 wide.
    return output.columns || 80;
  };
  return {
    colours: createColors(wantsColour(output, env, colour)),
    signs: ascii ? plainAscii : drawn,
    columns,
    proseWidth: () => columns() ?? 100,
    safe: (text, limit) => safeText(text, limit === undefined ? { ascii } : { ascii, limit }),
    shellWord: file => shellWord(file, ascii),
  };
}
