import { type Ran, Unobserved } from '../../../harness/stage.ts';
import { insteadOf } from '../../../harness/world/command/ends.ts';
import type { Boot, ToldFailure } from '../observation.ts';

const sentinels =
  /\bErr(?:RunningAsRoot|UnexpectedCapability|CapabilitiesUnreadable|CacheDirInsecure|InsecureListenInProduction|InvalidConfig|UnexpectedListener|MultiInstanceDeployDetected)\b/g;

/**
 * Reads what a boot came to from what the program did, names of the world as the scenario has them.
 * @param named puts the scenario's names in place of the world's
 */
export function readBoot(ran: Ran, named: (text: string) => string): Boot | Unobserved {
  const { end } = ran;
  if (end.kind === 'killed')
    return new Unobserved({
      kind: 'crash',
      reason: `it was ended by ${end.signal}, which nobody had sent`,
      signature: `ended by ${end.signal}`,
    });
  const instead = insteadOf(ran);
  if (instead !== undefined) return new Unobserved(instead);
  if (end.kind !== 'exited') return new Unobserved({ kind: 'rejected', reason: `it ended as ${end.kind}` });
  const refusal = notStarted(end.status, ran.err.text);
  if (refusal !== undefined) return new Unobserved({ kind: 'rejected', reason: named(refusal) });
  const told = linesOf(named(ran.err.text));
  return {
    exit: end.status,
    failures: told.flatMap(failuresIn),
    lines: [...told, ...linesOf(named(ran.out.text))],
  };
}

/** setpriv(1) ends with these when it can't start the program, as whoever that shall be. */
function notStarted(status: number, told: string): string | undefined {
  if (status !== 126 && status !== 127) return undefined;
  const said = /^setpriv: (.*)$/m.exec(told)?.[1];
  return said && `the program can not be started by the user of the scenario: ${said}`;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter(line => line !== '');
}

/** The failures that a line names: whole where it is JSON with all four parts, else by their names alone. */
function failuresIn(line: string): readonly ToldFailure[] {
  const whole = structured(line);
  if (whole !== undefined) return [whole];
  const names = new Set(line.match(sentinels));
  return [...names].map(sentinel => ({ sentinel, resource: null, reason: line, fix: '' }));
}

function structured(line: string): ToldFailure | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { err, resource, reason, fix } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (typeof err !== 'string' || typeof resource !== 'string') return undefined;
    if (typeof reason !== 'string' || typeof fix !== 'string') return undefined;
    return { sentinel: err, resource, reason, fix };
  } catch {
    return undefined;
  }
}
