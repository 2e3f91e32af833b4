import { bitsOf } from '../../../harness/arbitraries/capability-mask.ts';
import { broken, holds, type Property } from '../../../harness/target.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** Some names of capabilities(7), enough to see that names and numbers belong together. */
const known = new Map([
  [0, 'CAP_CHOWN'],
  [1, 'CAP_DAC_OVERRIDE'],
  [7, 'CAP_SETUID'],
  [12, 'CAP_NET_ADMIN'],
  [16, 'CAP_SYS_MODULE'],
  [19, 'CAP_SYS_PTRACE'],
  [21, 'CAP_SYS_ADMIN'],
  [27, 'CAP_MKNOD'],
  [31, 'CAP_SETFCAP'],
  [32, 'CAP_MAC_OVERRIDE'],
  [39, 'CAP_BPF'],
  [40, 'CAP_CHECKPOINT_RESTORE'],
]);

/** What a reason must hold for each number; any text will do for the names that are left out above. */
const named = Array.from({ length: 64 }, (_, bit) => {
  const name = known.get(bit);
  if (name !== undefined) return new RegExp(`\\b${name}\\b`);
  return bit <= 40 ? /./ : new RegExp(`\\b(?:CAP_)?${bit}\\b`);
});

/** Who reads the line knows what to drop. */
export const excessIsNamed: Property<PostureScenario, PostureObservation> = {
  name: 'excess-is-named',
  statement: 'ErrUnexpectedCapability names every capability that is too many, an unknown one by its number.',
  check({ status }, { first }) {
    const failure = first.failures.find(({ sentinel }) => sentinel === 'ErrUnexpectedCapability');
    // What a line of plain text should call a capability, nobody has said.
    if (failure === undefined || failure.resource === null) return holds;
    const unnamed = bitsOf(status.effective).find(
      bit => bit !== 10 && named[bit]?.test(failure.reason) === false,
    );
    if (unnamed === undefined) return holds;
    return broken(`Capability ${unnamed} is effective, and ErrUnexpectedCapability does not name it.`, {
      details: [['effective', status.effective]],
    });
  },
};
