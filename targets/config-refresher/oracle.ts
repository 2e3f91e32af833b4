import { dropped } from './layout.ts';
import { type CanonicalObject, canonicalObject } from './oracle/canonical-object.ts';
import type { Scenario } from './scenario.ts';
import { sourceBytes } from './source-content.ts';

/** Levels of nesting that every refresher has to read. */
const nestingThatWorks = 512;

/** What a target made from this source says, member by member; undefined: nothing may be made from it. */
export function expectedMembers(source: Uint8Array): ReadonlyMap<string, string> | undefined {
  const object = canonicalObject(source);
  if (object === undefined) return undefined;
  const members = new Map(object.members);
  for (const key of dropped) members.delete(key);
  return members;
}

/** Whether two objects say the same. */
export function sameMembers(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

/** Whether a source is so plain that refusing it would be wrong: one object, no key twice, not too deep. */
function isPlain({ duplicates, loneSurrogates, levels }: CanonicalObject): boolean {
  return !duplicates && !loneSurrogates && levels <= nestingThatWorks;
}

/** Whether everything but the company of a second refresher is as it should be. */
export function isUntroubled(scenario: Scenario): boolean {
  const { source, target, marker, writer, faults } = scenario;
  if (faults.length > 0 || writer.length > 0) return false;
  if (marker !== 'file' && marker !== 'missing') return false;
  if (source.kind !== 'file' && source.kind !== 'read-only' && source.kind !== 'link') return false;
  if (target.kind !== 'file' && target.kind !== 'missing') return false;
  const object = canonicalObject(sourceBytes(scenario));
  return object !== undefined && isPlain(object);
}

/** Whether a refresher has no reason to refuse: it is alone, and nothing is wrong anywhere. */
export function isBenign(scenario: Scenario): boolean {
  return scenario.second === null && isUntroubled(scenario);
}
