import { hostileNames } from '../../harness/arbitraries/hostile-name.ts';

/** Ordinary names of generators. Their order differs between bytes, UTF-16 and locales; two are hidden. */
export const calmNames: readonly string[] = [
  ...['links', '10-submounts', '20-environment', '30-ports', '9-labels', 'alpha', 'Bravo', 'charlie.sh'],
  ...['Delta', 'élan', '～wide', '😀face', '_under', '.hidden', '.off.sh'],
];

const known = new Set([...calmNames, ...hostileNames]);
const numbered = /^[1-9]0-(?:all|empty|environment|labels|link|nothing|ports|submounts|tampers|tools)$/;

/**
 * Whether a scenario can have a generator of this name: a known one, or any that is more than letters and digits. Calm
 * names are all alike, and what is shrunk stays a word.
 */
export function isGeneratorName(name: string): boolean {
  return known.has(name) || numbered.test(name) || /[^a-z0-9_.-]/i.test(name);
}
