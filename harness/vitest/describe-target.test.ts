import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { target } from '../engine/fixtures/target.ts';
import { describeTarget } from './main.ts';
import { settingsFrom } from './settings.ts';

interface Assertion {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

const config = fileURLToPath(new URL('./fixtures/vitest.config.ts', import.meta.url));

async function testsOf(env: Readonly<Record<string, string>> = {}): Promise<readonly Assertion[]> {
  const { stdout } = await execa('node_modules/.bin/vitest', ['run', '--config', config, '--reporter=json'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env['PATH'] ?? '', ...env },
    extendEnv: false,
    reject: false,
  });
  const report = JSON.parse(stdout);
  return report.testResults.flatMap((file: { assertionResults: Assertion[] }) => file.assertionResults);
}

describe("describeTarget in a user's test file", () => {
  let tests: readonly Assertion[];
  beforeAll(async () => {
    tests = await testsOf();
  }, 120_000);
  const failed = (): readonly Assertion[] => tests.filter(({ status }) => status === 'failed');

  it('has one test a property, with stable names that hold no seed', () => {
    expect(tests.map(({ fullName }) => fullName).sort()).toEqual(
      ['fine', 'throws', 'two-bugs'].flatMap(name => [
        `door: ${name} fuzz does not crash`,
        `door: ${name} fuzz rings-once`,
        `door: ${name} fuzz stays-shut`,
        `door: ${name} fuzz the harness did its work`,
      ]),
    );
  });

  it('fails the tests of the properties that are broken, and no other', () => {
    expect(
      failed()
        .map(({ fullName }) => fullName)
        .sort(),
    ).toEqual(['door: throws fuzz does not crash', 'door: two-bugs fuzz stays-shut']);
  });

  it('tells the reason, the smallest scenario and the seed, for each bug of a property', () => {
    const [message = ''] =
      failed().find(({ fullName }) => fullName.includes('two-bugs'))?.failureMessages ?? [];
    expect(message).toContain('got in with force 9001');
    expect(message).toContain('got in with force 0');
    expect(message).toContain('again: SEATRIAL_SEED=1 SEATRIAL_RUNS=500');
  });

  it('lets the environment say how much is drawn, and from which seed', async () => {
    const few = await testsOf({ SEATRIAL_RUNS: '2', SEATRIAL_SEED: '9' });
    expect(few.filter(({ status }) => status === 'failed')).toEqual([]);
  }, 120_000);
});

describe('settings', () => {
  it('come from the test file, and before that from the environment', () => {
    expect(settingsFrom({}, {})).toEqual({ runs: 2_000, seed: 1 });
    expect(settingsFrom({ runs: 5, seed: 6 }, {})).toEqual({ runs: 5, seed: 6 });
    expect(settingsFrom({ runs: 5 }, { SEATRIAL_RUNS: '7', SEATRIAL_SEED: '-8' })).toEqual({
      runs: 7,
      seed: -8,
    });
  });

  it.each([{ SEATRIAL_RUNS: '0' }, { SEATRIAL_RUNS: 'many' }, { SEATRIAL_SEED: '1.5' }])(
    'refuse %j',
    environment => {
      expect(() => settingsFrom({}, environment)).toThrow(/expected a whole number/);
    },
  );

  it('refuse a test file that would run nothing', () => {
    expect(() => settingsFrom({ runs: 0 }, {})).toThrow(
      'runs: expected a whole number of at least 1, got "0"',
    );
  });

  it('draw a seed when asked', () => {
    expect(Number.isInteger(settingsFrom({}, { SEATRIAL_SEED: 'random' }).seed)).toBe(true);
  });

  it('refuse to switch off a property that is not there', () => {
    expect(() => describeTarget(target, { without: ['stays-open'] })).toThrow('has no property "stays-open"');
  });
});
