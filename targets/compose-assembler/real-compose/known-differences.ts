import { readYamlOnce } from '../../../harness/compose/read-yaml.ts';

/** The difference between model and Compose 2 that docs/compose-differences.md tells of and a file set runs into. */
export function documentedDifference(texts: readonly string[]): string | undefined {
  return texts.some(onlyComments) ? 'a file of comments only' : undefined;
}

/** Compose skips a file without a document; the contract asks for a mapping. */
function onlyComments(text: string): boolean {
  const lines = text.split(/[\n\u0085\u2028\u2029]/);
  return readYamlOnce(text).kind === 'unreadable' && lines.every(line => /^\s*(?:#.*)?$/.test(line));
}
