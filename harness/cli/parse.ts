import { InvalidArgumentError } from 'commander';
import { isEngineAddress } from '../world/engine/engine-address.ts';

/** A whole number from `least` to `most`. For commander: throws its own error. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (/^-?\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

/** Whole numbers separated by commas. */
export function wholeNumbers(least: number, most: number): (text: string) => readonly number[] {
  const one = wholeNumber(least, most);
  return text => text.split(',').map(one);
}

/** The same, of at least so many milliseconds. */
export function durationFrom(leastMs: number): (text: string) => number {
  return text => {
    const ms = duration(text);
    if (ms >= leastMs) return ms;
    throw new InvalidArgumentError(`Expected at least ${leastMs}ms.`);
  };
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** A length of time such as `500ms`, `60s`, `1.5m`, `8h`; in milliseconds. */
export function duration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = unit !== undefined && isUnit(unit) ? Number(number) * units[unit] : 0;
  if (ms >= 1 && Number.isSafeInteger(Math.ceil(ms))) return ms;
  throw new InvalidArgumentError('Expected a number and a unit, such as 500ms, 60s, 1.5m or 8h.');
}

function isUnit(text: string): text is keyof typeof units {
  return Object.hasOwn(units, text);
}

/** An engine's address: `unix://` and the absolute path of its socket. */
export function engineAddress(text: string): string {
  if (isEngineAddress(text)) return text;
  throw new InvalidArgumentError('Expected the address of a socket, such as unix:///run/docker.sock.');
}

/** Gathers an option that may be given several times. */
export function gathered(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
