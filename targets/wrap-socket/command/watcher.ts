import type { Found, Moment } from '../observation.ts';
import type { RealWorld } from './real-world.ts';

/** Looks at the folder again and again, as any other program could. What it finds was so; what it missed may have been too. */
export class Watcher {
  constructor(world: RealWorld) {
    this.#world = world;
    this.first = world.found();
    this.moments.push({ phase: 'setup', found: this.first });
    this.#last = JSON.stringify(this.moments[0]);
  }

  readonly #world: RealWorld;
  readonly first: Found;
  readonly moments: Moment[] = [];
  #last: string;

  look(phase: Moment['phase']): void {
    const moment = { phase, found: this.#world.found() };
    const text = JSON.stringify(moment);
    if (text === this.#last) return;
    this.#last = text;
    this.moments.push(moment);
  }
}
