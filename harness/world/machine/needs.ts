import type { Fidelity } from '../../target.ts';
import { strace } from './faults.ts';
import { probeAll } from './machine.ts';
import type { Probe, Surroundings } from './probe.ts';

/**
 * Why runs of this fidelity can't be had on this machine, as an error says it; undefined where they can.
 * @param environment default: this process's
 */
export async function whyNot(
  fidelity: Fidelity,
  environment: Surroundings['environment'] = process.env,
): Promise<string | undefined> {
  switch (fidelity) {
    case 'model':
      return undefined;
    case 'process':
      return onLinux(fidelity);
    case 'kernel': {
      const elsewhere = onLinux(fidelity);
      if (elsewhere !== undefined) return elsewhere;
      const [probe] = await probeAll([strace], environment);
      return probe && needs('--fidelity kernel', probe);
    }
    case 'container':
      return '--fidelity container is not there yet. Runs of real programs: --fidelity process';
  }
}

/** What an error says where something that is needed does not work; undefined where it does. */
function needs(what: string, { name, works, detail, fix, packages }: Probe): string | undefined {
  if (works) return undefined;
  const see = 'See: seatrial doctor';
  return packages.length > 0
    ? `${what} needs ${name}, which is not installed here. On Debian: ${fix}. ${see}`
    : `${what} needs ${name}, which does not work here: ${detail}. To mend it: ${fix}. ${see}`;
}

function onLinux(fidelity: Fidelity): string | undefined {
  return process.platform === 'linux'
    ? undefined
    : `--fidelity ${fidelity} needs Linux; this is ${process.platform}. See: seatrial doctor`;
}
