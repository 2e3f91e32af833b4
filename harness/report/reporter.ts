import type { EventBody, eventVersion, SeatrialEvent } from '../engine/events.ts';

/** Takes the events of one command, in order, and tells somebody of them. */
export interface Reporter {
  /** Must not keep the campaign waiting. What it throws stops this reporter, nothing else: see `fanOut`. */
  on(event: SeatrialEvent): void;
  /** Called once, after the last event, also when the command failed. Resolves when everything is written. */
  end(): Promise<void>;
}

/** The form that the reporters of this folder read; does not compile when the engine raises it. */
const version: typeof eventVersion = 1;

/** Makes an event of what happened: adds the version of the format and the time, as UTC in ISO 8601. */
export function stamp(body: EventBody, now: () => Date = () => new Date()): SeatrialEvent {
  return { v: version, time: now().toISOString(), ...body };
}
