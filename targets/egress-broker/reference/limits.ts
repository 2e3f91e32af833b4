/** How long the broker waits, and how much it takes on. Times in ms. */
export interface Limits {
  /** For the whole head of a request, from the moment the stream is passed on or the last response has ended. */
  readonly headMs: number;
  /** For more of a request's body. */
  readonly bodyMs: number;
  /** For the head of a response. */
  readonly responseMs: number;
  /** For the child to end when it is told to, before it is killed. */
  readonly graceMs: number;
  /** Streams at once. */
  readonly streams: number;
  /** Lines about what clients do. */
  readonly lines: number;
}

export const limits: Limits = {
  headMs: 30_000,
  bodyMs: 30_000,
  responseMs: 60_000,
  graceMs: 2_000,
  streams: 128,
  lines: 100,
};
