import type { Engine, ProgramSource } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';

/** What vectors are proven with. */
export interface Bench {
  readonly engine: Engine;
  readonly compose: Compose;
  /** An assembler that lists whatever a generator leaves. */
  readonly unchecked: ProgramSource;
  /** The one that must refuse. */
  readonly checked: ProgramSource;
}
