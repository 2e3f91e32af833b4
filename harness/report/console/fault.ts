import type { EventBody } from '../../engine/events.ts';
import { count } from './numbers.ts';
import type { Paint } from './paint.ts';
import { wrapIndented } from './wrap.ts';

type Fault = Extract<EventBody, { readonly type: 'harness-fault' }>;

/** A fault of the harness: never to be taken for a finding. */
export function faultLines({ target, reason, run }: Fault, paint: Paint): string[] {
  const { colours, signs } = paint;
  const where = run === undefined ? '' : `, in run ${count(run)}`;
  const sign = colours.yellow(signs.attention);
  return [
    `${sign} ${paint.safe(target, 60)} ${signs.dot} ${colours.bold('fault of the harness')}${where}`,
    ...wrapIndented(paint.safe(reason), paint.proseWidth(), 2),
  ];
}

/** How many faults of one target are told in full. */
export const faultsInFull = 3;

/** Said once, in place of the next fault of a target. */
export function moreFaultsLine(target: string, paint: Paint): string {
  const sign = paint.colours.yellow(paint.signs.attention);
  return `${sign} ${paint.safe(target, 60)} ${paint.signs.dot} further faults of the harness are only counted`;
}
