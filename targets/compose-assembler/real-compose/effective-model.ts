import { parse } from 'yaml';
import { emptyMapping, isMapping, type Mapping, type Tree } from '../../../harness/compose/tree.ts';
import { HarnessFault } from '../../../harness/harness-fault.ts';

/**
 * Compose's own account of an effective model as the tree that everything about posture reads. Compose 2 writes JSON,
 * Compose 1 YAML; a dollar that stands for itself is doubled by both.
 * @param without a prefix that is taken out of every text, so that a world on disk reads as the world it stands for
 * @throws HarnessFault `bad-world` when it is no mapping
 */
export function effectiveModel(text: string, without = ''): Mapping {
  const tree = asTree(parsed(text), without);
  if (!isMapping(tree))
    throw new HarnessFault('Compose answered with something that is no model', 'bad-world');
  return tree;
}

function parsed(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : parse(text, { merge: true });
}

function asTree(value: unknown, without: string): Tree {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return plain(value, without);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(item => asTree(item, without));
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return emptyMapping;
  return new Map(entries.map(([key, item]) => [plain(key, without), asTree(item, without)]));
}

function plain(text: string, without: string): string {
  const single = text.replaceAll('$$', '$');
  return without === '' ? single : single.replaceAll(without, '');
}
