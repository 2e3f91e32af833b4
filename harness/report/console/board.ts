import type { LabelShare, SeatrialEvent, Subject, Tally } from '../../engine/events.ts';

/** How far one subject is. */
export interface Standing {
  readonly subject: Subject;
  readonly state: 'waiting' | 'running' | 'ended';
  readonly tally?: Tally;
  readonly below: readonly LabelShare[];
  /** What most runs that proved nothing were rejected for, once that is known. */
  readonly mostRejected?: string;
}

/** Tells subjects apart. */
export function keyOf({ target, implementation, fidelity }: Subject): string {
  return JSON.stringify([target, implementation, fidelity]);
}

/** A subject that still waits when the campaign is over was not run. */
export function notRunIfWaiting(standing: Standing): Standing {
  return standing.state === 'waiting' ? { ...standing, state: 'ended' } : standing;
}

/** How far every subject is, in the order in which the campaign named them. */
export class Board {
  readonly #standings = new Map<string, Standing>();

  /** Takes an event. Returns the standing that it changed. */
  on(event: SeatrialEvent): Standing | undefined {
    switch (event.type) {
      case 'campaign-started':
        this.#standings.clear();
        for (const subject of event.subjects)
          this.#standings.set(keyOf(subject), { subject, state: 'waiting', below: [] });
        return undefined;
      case 'progress':
        return this.#keep({ subject: event, state: 'running', tally: event, below: [] });
      case 'subject-finished':
        return this.#keep(ended(event));
      default:
        return undefined;
    }
  }

  /** Forgets every subject. */
  clear(): void {
    this.#standings.clear();
  }

  standings(): readonly Standing[] {
    return [...this.#standings.values()];
  }

  #keep(standing: Standing): Standing {
    this.#standings.set(keyOf(standing.subject), standing);
    return standing;
  }
}

function ended(event: Extract<SeatrialEvent, { readonly type: 'subject-finished' }>): Standing {
  const [most] = event.rejections;
  const standing = { subject: event, state: 'ended', tally: event, below: event.below } as const;
  return most === undefined ? standing : { ...standing, mostRejected: most.reason };
}
