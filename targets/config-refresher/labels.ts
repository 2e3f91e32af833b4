import { awkwardNumbers } from '../../harness/arbitraries/mid-write-json.ts';
import { isBenign, isUntroubled } from './oracle.ts';
import type { Scenario } from './scenario.ts';

const numbers: ReadonlySet<string> = new Set(awkwardNumbers);
const rewriting = new Set(['truncate', 'part', 'whole']);

function* contentLabels({ source: { content } }: Scenario): Generator<string> {
  const { members, levels, damage } = content;
  if (damage.kind !== 'none') yield `source-${damage.kind}`;
  if (damage.kind === 'cut' && damage.permille === 0) yield 'source-cut-at-byte-0';
  if (levels === 512) yield 'nested-512-levels';
  if (levels > 512) yield 'nested-deeper';
  if (members.some(({ value }) => numbers.has(value))) yield 'awkward-number';
  if (members.some(({ key }) => key === '__proto__')) yield 'proto-key';
  if (members.some(({ key }) => key === 'projects')) yield 'dropped-key';
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
  'awkward-number': 21.5,
  benign: 7,
  bystanders: 12,
  'crash-after': 1.7,
  'crash-before': 1.4,
  'dropped-key': 20.1,
  'dropped-key-escaped': 6.9,
  'duplicate-key': 16.7,
  'earlier-refresher-killed': 2.5,
  'fault-eacces': 0.9,
  'fault-eintr': 0.9,
  'fault-eio': 3.4,
  'fault-emfile': 0.1,
  'fault-enospc': 1.8,
  'fault-erofs': 0.8,
  'fault-exdev': 0.1,
  'fault-short-write': 1.9,
  'marker-is-missing': 28.3,
  'marker-is-no-folder': 2.8,
  'nested-512-levels': 0.3,
  'nested-deeper': 0.4,
  'only-a-second-refresher': 3.6,
  'proto-key': 6.8,
  'second-refresher': 8.1,
  'short-reads': 29.5,
  'source-bad-token': 0.8,
  'source-bad-utf8': 0.8,
  'source-bom': 0.3,
  'source-cut': 2.1,
  'source-cut-in-character': 0.3,
  'source-empty': 0.3,
  'source-is-dangling-link': 0.1,
  'source-is-fifo': 0.1,
  'source-is-folder': 0.1,
  'source-is-link': 15.3,
  'source-is-missing': 0.1,
  'source-is-read-only': 10,
  'source-is-socket': 0.1,
  'source-is-unreadable': 0.1,
  'source-not-an-object': 1.6,
  'source-nul-tail': 0.3,
  'source-old-tail': 0.3,
  'source-renamed-over': 3.3,
  'source-rewritten': 12.4,
  'source-rewritten-in-place': 10.8,
  'source-rewritten-twice': 8.3,
  'source-rewritten-within-a-tick': 6.1,
  'source-trailing': 0.3,
  'source-twice': 0.3,
  'target-holds-empty': 7.4,
  'target-holds-half': 7.5,
  'target-holds-long': 7.6,
  'target-holds-same': 7.7,
  'target-is-dangling-link': 0.3,
  'target-is-fifo': 0.4,
  'target-is-folder': 0.4,
  'target-is-link': 0.3,
  'target-is-missing': 18.2,
  'target-is-no-folder': 0.3,
  'two-faults': 1.9,
  'umask-hides-from-readers': 32.1,
};
