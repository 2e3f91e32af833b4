import type { Property } from '../../harness/target.ts';
import type { PostureObservation } from './observation.ts';
import { containerIsAsDescribed } from './properties/container-is-as-described.ts';
import { diskIsLeftAlone } from './properties/disk-is-left-alone.ts';
import { everyInvariantIsLookedAt } from './properties/every-invariant-is-looked-at.ts';
import { exactlyTheFailures } from './properties/exactly-the-failures.ts';
import { excessIsNamed } from './properties/excess-is-named.ts';
import { exitIs0Or2 } from './properties/exit-is-0-or-2.ts';
import { lineIsARunbook } from './properties/line-is-a-runbook.ts';
import { looserNeverCures } from './properties/looser-never-cures.ts';
import { malformedVariableRefuses } from './properties/malformed-variable-refuses.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { noValueInOutput } from './properties/no-value-in-output.ts';
import { productionIsExactlyOne } from './properties/production-is-exactly-one.ts';
import { refusalBeforeBind } from './properties/refusal-before-bind.ts';
import { skipsWithOneWarning } from './properties/skips-with-one-warning.ts';
import { twiceIsTheSame } from './properties/twice-is-the-same.ts';
import { unreadableFailsClosed } from './properties/unreadable-fails-closed.ts';
import type { PostureScenario } from './scenario.ts';

/** What must hold of every boot. */
export const properties: readonly Property<PostureScenario, PostureObservation>[] = [
  exactlyTheFailures,
  exitIs0Or2,
  everyInvariantIsLookedAt,
  refusalBeforeBind,
  productionIsExactlyOne,
  malformedVariableRefuses,
  unreadableFailsClosed,
  excessIsNamed,
  looserNeverCures,
  noValueInOutput,
  lineIsARunbook,
  skipsWithOneWarning,
  twiceIsTheSame,
  diskIsLeftAlone,
  noFalseRefusal,
  containerIsAsDescribed,
];
