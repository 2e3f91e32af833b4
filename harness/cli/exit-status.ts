/** What the exit status of a command says. A finding is never confused with a broken harness. */
export const exitStatus = {
  nothingNew: 0,
  findings: 1,
  usage: 2,
  harnessFault: 3,
} as const;

/** One of these, or 128 and the number of a signal. */
export type ExitStatus = number;
