/** Milliseconds since some moment. Taken at start: code under test in this process may replace the clock it finds. */
export const now: () => number = performance.now.bind(performance);
