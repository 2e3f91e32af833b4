import { portOf } from './address.ts';
import { cacheDirClosed, cacheDirRules } from './cache-dir.ts';
import { capabilitiesWithin, capabilityRules } from './capabilities.ts';
import { configIsValid } from './config.ts';
import { type Contract, readContract } from './contract.ts';
import type { Failure } from './failure.ts';
import { type Flags, readFlags } from './flags.ts';
import { noInsecureListen } from './insecure-listen.ts';
import { singleInstance } from './instances.ts';
import { expects, onlyExpectedListeners } from './listeners.ts';
import { failureLine, type Level, skipLine } from './log-lines.ts';
import type { Machine } from './machine.ts';
import { notRoot } from './running-as-root.ts';
import type { Invariant, Situation } from './situation.ts';

/** What was found, and what follows. */
interface Posture {
  readonly decision: 'start' | 'refuse';
  /** Every failure, each once, in the order of the invariants. */
  readonly failures: readonly Failure[];
  /** What to log, in order. */
  readonly lines: readonly string[];
  /** What to listen on when it starts, each address once. */
  readonly listeners: readonly string[];
}

/** What every invariant said. */
interface Evaluation {
  readonly failures: readonly Failure[];
  /** Whether some could not be looked at here. */
  readonly skipped: boolean;
}

/** The steps that make up the check, so that each can be seen, and replaced, by itself. */
export interface PostureParts<M extends Machine> {
  readFlags(given: readonly string[]): Flags;
  readContract(environment: Machine['environment']): Contract;
  portOf(address: string): number | null;
  readonly invariants: Readonly<Record<string, Invariant<M>>>;
  evaluate(situation: Situation<M>, invariants: readonly Invariant<M>[]): Evaluation;
  decide(contract: Contract, failures: readonly Failure[]): Posture['decision'];
  line(failure: Failure, level: Level, situation: Situation<M>): string;
}

/** Asks every invariant, whatever the others said: none masks another. */
function evaluateAll<M extends Machine>(
  situation: Situation<M>,
  invariants: readonly Invariant<M>[],
): Evaluation {
  const isLinux = situation.machine.platform === 'linux';
  const failures: Failure[] = [];
  let skipped = false;
  for (const invariant of invariants) {
    if (invariant.linuxOnly && !isLinux) skipped = true;
    else failures.push(...invariant.check(situation));
  }
  return { failures, skipped };
}

/** In production every failure refuses; a configuration that can't be understood refuses anywhere. */
function decide(contract: Contract, failures: readonly Failure[]): Posture['decision'] {
  const refuses = (failure: Failure): boolean =>
    contract.production === 'asserted' || failure.sentinel === 'ErrInvalidConfig';
  return failures.some(refuses) ? 'refuse' : 'start';
}

function eachOnce(failures: readonly Failure[]): readonly Failure[] {
  const seen = new Set<string>();
  return failures.filter(({ sentinel, resource }) => {
    const known = seen.size;
    return seen.add(`${sentinel} ${resource}`).size > known;
  });
}

/** The steps as they should be. */
export const postureParts = {
  readFlags,
  readContract,
  portOf,
  invariants: {
    config: configIsValid,
    insecureListen: noInsecureListen,
    root: notRoot((machine: Machine) => machine.effectiveUid()),
    capabilities: capabilitiesWithin(capabilityRules),
    cacheDir: cacheDirClosed(cacheDirRules),
    listeners: onlyExpectedListeners(expects),
    instances: singleInstance,
  },
  evaluate: evaluateAll,
  decide,
  line: failureLine,
} satisfies PostureParts<Machine>;

/** Checks the posture of a process; a function of its arguments that looks and changes nothing. */
export type CheckPosture<M extends Machine> = (given: readonly string[], machine: M) => Posture;

/** Puts the steps together. */
export function postureCheck<M extends Machine>(parts: PostureParts<M>): CheckPosture<M> {
  const invariants = Object.values(parts.invariants);
  return (given, machine) => {
    const flags = parts.readFlags(given);
    const address = (text: string) => ({ text, port: parts.portOf(text) });
    const situation: Situation<M> = {
      flags,
      contract: parts.readContract(machine.environment),
      insecureListen: flags.insecureListen === null ? null : address(flags.insecureListen),
      listen: flags.listen.map(address),
      machine,
    };
    const { failures: found, skipped } = parts.evaluate(situation, invariants);
    const failures = eachOnce(found);
    const decision = parts.decide(situation.contract, failures);
    const level = decision === 'refuse' ? 'error' : 'warning';
    const lines = failures.map(failure => parts.line(failure, level, situation));
    if (skipped) lines.unshift(skipLine(machine.platform));
    return { decision, failures, lines, listeners: listenersOf(flags) };
  };
}

function listenersOf(flags: Flags): readonly string[] {
  const insecure = flags.insecureListen === null ? [] : [flags.insecureListen];
  const secure = flags.domain === null ? [] : [':80', ':443'];
  return [...new Set([...secure, ...insecure, ...flags.listen])];
}

/** Checks the posture of a process (seed `001`, `CheckSecurityPosture`). */
export const checkPosture = postureCheck(postureParts);
