const always = 'the real client ends each line with a line feed, the last one too';
const many = 'of thousands of containers twenty are made';

/** Mutants that no real docker(1) tells from the reference, and why. */
export const blindTo: Readonly<Record<string, string>> = {
  'carriage-return-kept': always,
  'last-line-lost': always,
  'first-megabyte': many,
  'last-thousand': many,
};
