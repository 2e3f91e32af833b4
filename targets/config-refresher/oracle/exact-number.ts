const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * One spelling for each decimal value, exact at any size: `1.0`, `1` and `10e-1` are the same, `1e400` is no infinity,
 * 2^53 + 1 is not 2^53. The sign of zero counts: some readers tell `-0` from `0`, so a refresher must not lose it.
 * @param literal a JSON number
 */
export function exactNumber(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts.exec(literal) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return `${sign}0`;
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}
