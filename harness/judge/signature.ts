/**
 * Takes out of a reason what differs between two sightings of the same bug: what stands in quotes, paths, hashes,
 * temporary names, numbers.
 */
export function normalise(reason: string): string {
  return reason
    .replace(/"(?:[^"\\]|\\.)*"|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])|`[^`]*`/gsu, '"…"')
    .replace(/(?:\.{0,2}\/)?(?:[\w.@-]+\/)+[\w.@-]*|\/[\w.@-]+/g, 'PATH')
    .replace(/\b0x[0-9a-f]+\b|\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{6,}\b/gi, 'HASH')
    .replace(/\btmp[\w.-]*|[\w-]*\.tmp\b[\w.]*/gi, 'TEMP')
    .replace(/\d+(?:[.,]\d+)*/g, 'N')
    .replace(/\s+/g, ' ')
    .trim();
}
