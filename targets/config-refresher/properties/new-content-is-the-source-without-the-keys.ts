import { type Broken, broken, holds, type Property } from '../../../harness/target.ts';
import { dropped } from '../layout.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { expectations, holding } from './findings.ts';

type Members = ReadonlyMap<string, string>;

/** At most so many characters of a value are shown. */
const shown = 60;

function difference(wanted: Members, found: Members): Broken | undefined {
  for (const [key, value] of found) {
    const quoted = JSON.stringify(key);
    const should = wanted.get(key);
    if (should === undefined) {
      const isDropped = dropped.some(name => name === key);
      return broken(
        isDropped ? `The target still has the key ${quoted}.` : `The target has a new key ${quoted}.`,
      );
    }
    if (should !== value)
      return broken(`The value of the key ${quoted} is not what the source says.`, {
        details: [
          ['source', should.slice(0, shown)],
          ['target', value.slice(0, shown)],
        ],
      });
  }
  for (const key of wanted.keys()) {
    if (!found.has(key)) return broken(`The target lost the key ${JSON.stringify(key)}.`);
  }
  return undefined;
}

/**
 * The new content says what the source says, less the dropped keys. Numbers count by their exact decimal value and the
 * sign of zero; of duplicate keys the last one counts, on both sides.
 */
export const newContentIsTheSource: Property<Scenario, Observation> = {
  name: 'new-content-is-the-source-without-the-keys',
  statement:
    'A new target equals the source without the dropped keys: numbers to the digit, every other key.',
  check(_scenario, observation) {
    const [wanted, ...others] = expectations(observation);
    // Several versions: which one was meant is the question of one-version-of-the-source.
    if (wanted === undefined || others.length > 0) return holds;
    for (const { entry } of observation.targetStates) {
      const found = holding(observation, entry);
      if (found.kind === 'unexpected') return difference(wanted, found.members) ?? holds;
    }
    return holds;
  },
};
