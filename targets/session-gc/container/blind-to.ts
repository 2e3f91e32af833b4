const always = 'the real client ends each line with a line feed, the last one too';
const many = 'of thousands of containers twenty are made';

/** Mutants that no real docker(1) tells from the reference, and why. */
export const blindTo: Readonly<Record<string, string>> = {
  'carriage-return-kept': always,
  'last-line-lost': always,
  'first-megabyte': many,
  'last-thousand': many,
  'quiet-grep-under-pipefail': `${many}: their names are in the pipe before anybody stops reading`,
  'one-status-is-failure': 'the real client ends with status 1, whatever is wrong with its engine',
  'errors-among-names': 'the real client ends each complaint with a line feed',
};
