import { isRecord, memberOf } from '../../corpus/json-schema.ts';
import { suggestion } from '../../corpus/nearest.ts';
import { quoted, shownPath } from '../../corpus/shown.ts';
import type { AnyTarget } from '../../target.ts';

/**
 * What is wrong with the names in a configuration: targets and properties that are not there, implementations that
 * already are. What is no configuration otherwise is passed over: the schema speaks of that.
 */
export function misnamed(config: unknown, targets: readonly AnyTarget[]): readonly string[] {
  return [...ofImplementations(config, targets), ...ofProperties(config, targets)];
}

function membersAt(config: unknown, key: string): readonly (readonly [string, unknown])[] {
  const value = memberOf(config, key);
  return isRecord(value) ? Object.entries(value) : [];
}

function* ofImplementations(config: unknown, targets: readonly AnyTarget[]) {
  for (const [name, implementation] of membersAt(config, 'implementations')) {
    const place = ['implementations', name];
    const target = memberOf(implementation, 'target');
    if (typeof target === 'string' && !targets.some(known => known.name === target))
      yield noTarget([...place, 'target'], target, targets);
    const taken = targets.find(known => ownNames(known).includes(name));
    if (taken !== undefined)
      yield `${shownPath(place)}: ${quoted(name)} is the name of one of ${taken.name}'s own; take another`;
  }
}

function* ofProperties(config: unknown, targets: readonly AnyTarget[]) {
  for (const [name, properties] of membersAt(config, 'without')) {
    const target = targets.find(known => known.name === name);
    if (target === undefined) {
      yield noTarget(['without', name], name, targets);
      continue;
    }
    const known = target.properties.map(property => property.name);
    for (const [index, property] of Array.isArray(properties) ? properties.entries() : []) {
      if (typeof property !== 'string' || known.includes(property)) continue;
      const place = shownPath(['without', name, index]);
      yield `${place}: ${name} has no property ${quoted(property)}${suggestion(property, known)}`;
    }
  }
}

function noTarget(place: readonly string[], name: string, targets: readonly AnyTarget[]): string {
  const known = targets.map(target => target.name);
  return `${shownPath(place)}: there is no target ${quoted(name)}${suggestion(name, known)}`;
}

function ownNames({ reference, mutants, command }: AnyTarget): readonly string[] {
  return [reference, ...mutants, ...(command?.mutants ?? [])].map(({ name }) => name);
}
