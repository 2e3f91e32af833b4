import type { Sent } from '../observation.ts';
import type { ClientRequest, Reply } from '../scenario.ts';
import { requestText } from './request-text.ts';

/** A request that is about to be sent. */
export interface Prepared {
  readonly action: number;
  readonly nth: number;
  readonly id: string;
  readonly text: string;
  readonly reply: Reply;
}

/** A request as its text, by the name that tells it from all others. */
export function prepare(request: ClientRequest, place: Pick<Sent, 'action' | 'nth' | 'id'>): Prepared {
  return { ...place, text: requestText(request, place.id), reply: request.reply };
}

/** Requests in a row, of which only such a share of the bytes is sent. Those of which nothing is sent are left out. */
export function cutText(prepared: readonly Prepared[], permille: number) {
  const all = prepared.map(({ text }) => text).join('');
  const text = all.slice(0, Math.ceil((all.length * permille) / 1000));
  const sent: Sent[] = [];
  let from = 0;
  for (const { action, nth, id, text: own } of prepared) {
    if (from < text.length) sent.push({ action, nth, id, whole: from + own.length <= text.length });
    from += own.length;
  }
  return { text, sent };
}
