import { awkwardNumbers } from '../../harness/arbitraries/mid-write-json.ts';
import { isBenign, isUntroubled } from './oracle.ts';
import type { Scenario } from './scenario.ts';

const numbers: ReadonlySet<string> = new Set(awkwardNumbers);
/** The key to drop inside a value, however it is spelled. */
const nested = /pro(?:j|\\u006a)ects/;
const rewriting = new Set(['truncate', 'part', 'whole']);

function* contentLabels({ source: { content } }: Scenario): Generator<string> {
  const { members, levels, padding, damage } = content;
  if (damage.kind !== 'none') yield `source-${damage.kind}`;
  if (damage.kind === 'cut' && damage.permille === 0) yield 'source-cut-at-byte-0';
  if (levels === 512) yield 'nested-512-levels';
  if (levels > 512) yield 'nested-deeper';
  if (padding > 0) yield 'source-larger-than-a-page';
  if (padding > 65_536) yield 'source-larger-than-a-pipe';
  if (members.some(({ value }) => numbers.has(value))) yield 'awkward-number';
  if (members.some(({ key }) => key === '__proto__')) yield 'proto-key';
  if (members.some(({ key }) => key === 'projects')) yield 'dropped-key';
  if (members.some(({ value }) => nested.test(value))) yield 'dropped-key-deeper-down';
  if (members.some(({ key }) => key.startsWith('pro\\u'))) yield 'dropped-key-escaped';
  if (new Set(members.map(({ key }) => key)).size < members.length) yield 'duplicate-key';
}

function* placeLabels({ source, target, marker, umask, bystanders }: Scenario): Generator<string> {
  if (source.kind !== 'file') yield `source-is-${source.kind}`;
  if (target.kind !== 'file') yield `target-is-${target.kind}`;
  else if (target.content !== 'other') yield `target-holds-${target.content}`;
  if (marker !== 'file') yield `marker-is-${marker}`;
  if ((umask & 0o044) !== 0) yield 'umask-hides-from-readers';
  if (bystanders.length > 0) yield 'bystanders';
}

function* companyLabels({ writer, clock, readParts, second, earlier, faults }: Scenario): Generator<string> {
  if (writer.length > 0) yield 'source-rewritten';
  if (writer.length > 1) yield 'source-rewritten-twice';
  if (writer.some(({ manner }) => rewriting.has(manner))) yield 'source-rewritten-in-place';
  if (writer.some(({ manner }) => manner === 'replace')) yield 'source-renamed-over';
  if (writer.length > 0 && clock === 'coarse') yield 'source-rewritten-within-a-tick';
  if (readParts > 1) yield 'short-reads';
  if (second !== null) yield 'second-refresher';
  if (earlier !== null) yield 'earlier-refresher-killed';
  for (const { effect } of faults) {
    if (effect.kind === 'crash') yield `crash-${effect.when}`;
    else if (effect.kind === 'short-write') yield 'fault-short-write';
    else yield `fault-${effect.code.toLowerCase()}`;
  }
  if (faults.length > 1) yield 'two-faults';
}

/** What kind of scenario this is. */
export function labels(scenario: Scenario): readonly string[] {
  const found = new Set([...contentLabels(scenario), ...placeLabels(scenario), ...companyLabels(scenario)]);
  if (isBenign(scenario)) found.add('benign');
  else if (scenario.second !== null && isUntroubled(scenario)) found.add('only-a-second-refresher');
  return [...found];
}

/** Least shares of drawn scenarios, in percent. */
export const atLeast: Readonly<Record<string, number>> = {
  'awkward-number': 19.2,
  benign: 6.3,
  bystanders: 11,
  'crash-after': 1.6,
  'crash-before': 1.4,
  'dropped-key': 19.6,
  'dropped-key-deeper-down': 10.5,
  'dropped-key-escaped': 6.1,
  'duplicate-key': 16.3,
  'earlier-refresher-killed': 2.5,
  'fault-eacces': 0.8,
  'fault-eintr': 1,
  'fault-eio': 3,
  'fault-emfile': 0.2,
  'fault-enospc': 1.9,
  'fault-erofs': 0.9,
  'fault-exdev': 0.2,
  'fault-short-write': 1.9,
  'marker-is-link-to-source': 0.6,
  'marker-is-link-to-target': 0.7,
  'marker-is-missing': 28,
  'marker-is-no-folder': 0.9,
  'nested-512-levels': 0.8,
  'nested-deeper': 0.5,
  'only-a-second-refresher': 3.4,
  'proto-key': 6.1,
  'second-refresher': 7.3,
  'short-reads': 28,
  'source-bad-token': 0.7,
  'source-bad-utf8': 0.6,
  'source-bom': 0.4,
  'source-cut': 2.1,
  'source-cut-at-byte-0': 0.1,
  'source-cut-in-character': 0.4,
  'source-empty': 0.3,
  'source-is-dangling-link': 0.4,
  'source-is-fifo': 0.4,
  'source-is-folder': 0.3,
  'source-is-link': 15.6,
  'source-is-link-to-target': 0.4,
  'source-is-missing': 0.4,
  'source-is-read-only': 10.7,
  'source-is-socket': 0.3,
  'source-is-unreadable': 0.3,
  'source-larger-than-a-page': 0.6,
  'source-larger-than-a-pipe': 0.5,
  'source-not-an-object': 1.7,
  'source-nul-tail': 0.3,
  'source-old-tail': 0.4,
  'source-renamed-over': 2.8,
  'source-rewritten': 11.2,
  'source-rewritten-in-place': 9.7,
  'source-rewritten-twice': 7.3,
  'source-rewritten-within-a-tick': 5.6,
  'source-trailing': 0.4,
  'source-twice': 0.3,
  'target-holds-empty': 7.2,
  'target-holds-half': 7.3,
  'target-holds-long': 7.4,
  'target-holds-same': 7.3,
  'target-is-dangling-link': 0.5,
  'target-is-fifo': 0.5,
  'target-is-folder': 0.5,
  'target-is-link': 0.5,
  'target-is-link-to-source': 0.6,
  'target-is-missing': 18.2,
  'target-is-no-folder': 0.5,
  'two-faults': 1.9,
  'umask-hides-from-readers': 32.1,
};
