import type { Buffer } from 'node:buffer';
import {
  type JsonMember,
  type MidWriteJson,
  midWriteBytes,
} from '../../harness/arbitraries/mid-write-json.ts';
import type { Scenario } from './scenario.ts';

/** The members with the version's number before and behind them: a mixture of two versions shows. */
function versioned(members: readonly JsonMember[], version: number): readonly JsonMember[] {
  return [{ key: 'first', value: `${version}` }, ...members, { key: 'last', value: `${version}` }];
}

/** What a writer of the source means by a version: complete, 0 the one that the run begins with. */
export function versionBytes(content: MidWriteJson, version: number): Buffer {
  const members = versioned(content.members, version);
  return midWriteBytes({ ...content, members, damage: { kind: 'none' } });
}

const known = new WeakMap<Scenario, Buffer>();

/** What is in the source when the run begins; made once. With a writer the document carries its version. */
export function sourceBytes(scenario: Scenario): Buffer {
  const found = known.get(scenario);
  if (found !== undefined) return found;
  const { source, writer } = scenario;
  const { members } = source.content;
  const made =
    writer.length === 0
      ? midWriteBytes(source.content)
      : midWriteBytes({ ...source.content, members: versioned(members, 0) });
  known.set(scenario, made);
  return made;
}
