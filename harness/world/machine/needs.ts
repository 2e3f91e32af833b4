import type { Fidelity } from '../../target.ts';
import { whyNoEngine } from '../engine/engine-programs.ts';
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
  const lacking = await whatLacks(fidelity, environment);
  return lacking && `--fidelity ${fidelity} ${lacking}. See: seatrial doctor`;
}

/** The same, as the half of a sentence that begins with a verb. */
export async function whatLacks(
  fidelity: Fidelity,
  environment: Surroundings['environment'] = process.env,
): Promise<string | undefined> {
  if (fidelity === 'model') return undefined;
  if (fidelity === 'container') return whyNoEngine();
  if (process.platform !== 'linux') return `needs Linux; this is ${process.platform}`;
  if (fidelity === 'process') return undefined;
  const [probe] = await probeAll([strace], environment);
  return probe && needs(probe);
}

function needs({ name, works, detail, fix, packages }: Probe): string | undefined {
  if (works) return undefined;
  return packages.length > 0
    ? `needs ${name}, which is not installed here. On Debian: ${fix}`
    : `needs ${name}, which does not work here: ${detail}. To mend it: ${fix}`;
}
