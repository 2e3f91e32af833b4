/** How much the tests of a target do. */
export interface Settings {
  readonly runs: number;
  readonly seed: number;
}

/** Tests draw the same scenarios each time, so that a red test is red again: a new seed is for campaigns. */
const standard: Settings = { runs: 2_000, seed: 1 };

/**
 * SEATRIAL_RUNS and SEATRIAL_SEED go before what the test file says; `random` draws a seed.
 * @throws TypeError when one of them is no number
 */
export function settingsFrom(
  options: Partial<Settings>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const seed = environment['SEATRIAL_SEED'];
  if (options.runs !== undefined) numberOf('runs', String(options.runs), 1);
  if (options.seed !== undefined) numberOf('seed', String(options.seed), -(2 ** 31));
  return {
    runs: numberOf('SEATRIAL_RUNS', environment['SEATRIAL_RUNS'], 1) ?? options.runs ?? standard.runs,
    seed:
      seed === 'random'
        ? Math.floor(Math.random() * 2 ** 31)
        : (numberOf('SEATRIAL_SEED', seed, -(2 ** 31)) ?? options.seed ?? standard.seed),
  };
}

function numberOf(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value < 2 ** 31) return value;
  throw new TypeError(`${name}: expected a whole number of at least ${least}, got "${text}"`);
}
