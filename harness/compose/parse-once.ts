import { type Document, parseAllDocuments } from 'yaml';
import { remembering } from './remember.ts';

/** Parses YAML once for all who read the same text: parsing is what a run in memory costs most. */
export const parseOnce: (text: string) => readonly Document[] = remembering(text => {
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' });
  return Array.isArray(documents) ? documents : [];
});
