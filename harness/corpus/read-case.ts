import type { AnyTarget } from '../target.ts';
import { quoteWord } from '../world/shell-words.ts';
import { readText } from './bounded-read.ts';
import type { Case, UnsealedCase } from './case.ts';
import { inspectCase, type Setting } from './inspect-case.ts';
import { parseJson } from './json-text.ts';
import { shownFile } from './shown.ts';

/** A case that could be read and holds what its format and its target demand. */
export interface KeptCase {
  readonly kind: 'case';
  readonly file: string;
  readonly target: AnyTarget;
  readonly case: Case;
  /** The scenario as canonical JSON: its length is the case's size, and it orders cases of one size. */
  readonly canonical: string;
}

/** A case that can't be used, and everything that is wrong with it. */
export interface BrokenCase {
  readonly kind: 'broken';
  readonly file: string;
  /** Whole sentences, each beginning with the file. */
  readonly problems: readonly string[];
}

export type ReadCase = KeptCase | BrokenCase;

/** A case that is in order but for its digest, which may be missing or another's. */
export interface UnsealedRead {
  readonly kind: 'unsealed';
  readonly file: string;
  readonly text: string;
  readonly case: UnsealedCase;
}

/**
 * Reads a case and checks it against its target. A file that is damaged, misplaced or no case at all is a result, not
 * an exception.
 * @param file its path, as errors shall name it
 */
export async function readCase(file: string, setting: Setting): Promise<ReadCase> {
  const read = await readText(file);
  if (read.kind === 'unreadable') return brokenCase(file, [read.problem]);
  return parseCase(file, read.text, setting);
}

/** A case from its text, as `readCase` reads it. */
export function parseCase(file: string, text: string, setting: Setting): ReadCase {
  const json = parseJson(text);
  if (json.kind === 'flaw') return brokenCase(file, [`not JSON: ${json.problem}`]);
  const { problems, unsealed, sound } = inspectCase(json.value, setting);
  const all = unsealed === undefined ? problems : [...problems, `${unsealed}. ${acceptChange(file)}`];
  if (sound === undefined || all.length > 0) return brokenCase(file, all);
  const { digest } = sound.case;
  if (digest === undefined) throw new TypeError('a case without a digest passed for sealed');
  return {
    kind: 'case',
    file,
    target: sound.target,
    case: { ...sound.case, digest },
    canonical: sound.canonical,
  };
}

/** Reads a case that may not be sealed yet. Everything but the digest must be in order. */
export async function readUnsealed(file: string, setting: Setting): Promise<UnsealedRead | BrokenCase> {
  const read = await readText(file);
  if (read.kind === 'unreadable') return brokenCase(file, [read.problem]);
  const json = parseJson(read.text);
  if (json.kind === 'flaw') return brokenCase(file, [`not JSON: ${json.problem}`]);
  const { problems, sound } = inspectCase(json.value, setting);
  if (sound === undefined) return brokenCase(file, problems);
  return { kind: 'unsealed', file, text: read.text, case: sound.case };
}

/** A broken case, its problems made into sentences that name the file. */
export function brokenCase(file: string, problems: readonly string[]): BrokenCase {
  return { kind: 'broken', file, problems: problems.map(problem => `${shownFile(file)}: ${problem}`) };
}

function acceptChange(file: string): string {
  return `If the change is meant: seatrial corpus seal ${quoteWord(file)}`;
}
