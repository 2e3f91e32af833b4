import type { Row } from '../../../harness/target.ts';
import type { PredictedVerdict } from '../oracle.ts';

/** A verdict that must be given, as rows. */
export function describedVerdict({ verdict, at, line }: PredictedVerdict): readonly Row[] {
  const where = at === null ? '' : ` at ${at}`;
  return [['must be', `${verdict}${where}${line === null || line === 0 ? '' : `, by line ${line}`}`]];
}
