import { isIPv6 } from 'node:net';
import { type PostureScenario, uidOf } from './scenario.ts';
import { statusText } from './status-text.ts';

/** A failure that must be told. */
export interface Predicted {
  readonly sentinel: string;
  readonly resource: string;
  /** What makes it hold, in words that do not depend on the scenario's values. */
  readonly because: string;
  /** It may be told or not: the rules leave it open. */
  readonly optional: boolean;
}

/** What a boot must come to, and the failure that decides it; `either`: the rules leave it open. */
export type Demand =
  | { readonly kind: 'start' }
  | { readonly kind: 'either' }
  | { readonly kind: 'refuse'; readonly failure: Predicted };

/** Whether the boot of a scenario must refuse: in production for every failure, elsewhere for an invalid configuration. */
export function demandOf(scenario: PostureScenario): Demand {
  const isProduction = scenario.environment['PYRYCODE_RELAY_PRODUCTION'] === '1';
  const refusing = predict(scenario).filter(
    ({ sentinel }) => isProduction || sentinel === 'ErrInvalidConfig',
  );
  const failure = refusing.find(({ optional }) => !optional);
  if (failure !== undefined) return { kind: 'refuse', failure };
  return refusing.length > 0 ? { kind: 'either' } : { kind: 'start' };
}

/** What must be told of the capabilities, and why. */
export interface CapabilityPrediction {
  readonly say: 'fine' | 'excess' | 'unreadable' | 'skipped';
  readonly because: string;
}

/** Given, and not empty. */
function isGiven(flag: string | null): flag is string {
  return flag !== null && flag.length > 0;
}

/** The port of an address that can be read, else undefined. */
function readablePort(address: string): number | undefined {
  const parts = /^(?:\[(?<six>[^[\]]*)\]|[-.0-9A-Za-z]*):0*(?<port>[1-9][0-9]{0,4})$/.exec(address);
  if (parts?.groups === undefined) return undefined;
  const { six, port } = parts.groups;
  if (six !== undefined && !isIPv6(six)) return undefined;
  const number = Number(port);
  return number < 65_536 ? number : undefined;
}

function capabilities(scenario: PostureScenario): CapabilityPrediction {
  if (scenario.platform !== 'linux') return { say: 'skipped', because: 'there is no status text' };
  if (scenario.status.fault !== null) return { say: 'unreadable', because: 'the text cannot be read' };
  const found = statusText(scenario)
    .split('\n')
    .filter(line => line.startsWith('CapEff:'));
  const [line] = found;
  if (line === undefined) return { say: 'unreadable', because: 'the line is missing' };
  if (found.length > 1) return { say: 'unreadable', because: 'the line is there more than once' };
  if (line.length !== 24 || !/:\t[\da-f]+$/.test(line))
    return { say: 'unreadable', because: 'the line is malformed' };
  const effective = line.slice(8);
  // CAP_NET_BIND_SERVICE is number 10.
  if (effective === '0000000000000000' || effective === '0000000000000400')
    return { say: 'fine', because: 'only the allowed one is there' };
  const named = Number.parseInt(effective.slice(-8), 16) & ~0x400;
  return { say: 'excess', because: named === 0 ? 'above bit 31' : 'below bit 32' };
}

const capabilityPredictions = new WeakMap<PostureScenario, CapabilityPrediction>();

/** What must be told of the capabilities; remembered, as several properties ask. */
export function predictCapabilities(scenario: PostureScenario): CapabilityPrediction {
  const known = capabilityPredictions.get(scenario);
  if (known !== undefined) return known;
  const prediction = capabilities(scenario);
  capabilityPredictions.set(scenario, prediction);
  return prediction;
}

/** What is wrong with the certificate cache; undefined when nothing is. */
function cacheProblem({ cacheEntry: entry, certCache, uid }: PostureScenario): string | undefined {
  if (!isGiven(certCache) || entry.kind === 'missing') return undefined;
  if (entry.kind === 'fault') return 'it cannot be looked at';
  if (entry.kind === 'link') return 'it is a link';
  if (entry.kind !== 'folder') return 'it is no folder';
  if (entry.mode !== '0700') return 'its mode';
  return uidOf(entry.owner, uid) === uid.effective ? undefined : 'its owner';
}

/** Why a command line without an address fails: it is about one flag as much as about the other. */
export const nothingToServe = 'there is nothing to serve';

/** How a failure names an argument nobody knows: a flag without its value, anything else not at all. */
const strayNames: Readonly<Record<NonNullable<PostureScenario['stray']>, string>> = {
  '--pprof': '--pprof',
  '--debug-listen=:6060': '--debug-listen',
  '--LISTEN': '--LISTEN',
  '-v': '-v',
  serve: 'arguments',
  '--': 'arguments',
};

/**
 * The failures of a scenario, worked out from the rules for programs under test (seeds `000` and `001`) and from the
 * scenario alone; shares no code with the reference.
 */
export function predict(scenario: PostureScenario): readonly Predicted[] {
  const { environment, domain, insecureListen, listen } = scenario;
  const failures: Predicted[] = [];
  const told = (sentinel: string, resource: string, because: string, optional = false): void => {
    failures.push({ sentinel, resource, because, optional });
  };

  const production = environment['PYRYCODE_RELAY_PRODUCTION'];
  const assertion = environment['PYRYCODE_RELAY_SINGLE_INSTANCE'];
  if (production !== undefined) {
    // Meant to be production or not: that can't be known while the variable is malformed.
    const open = production !== '1';
    if (open) told('ErrInvalidConfig', 'PYRYCODE_RELAY_PRODUCTION', 'PYRYCODE_RELAY_PRODUCTION is malformed');
    // Seed `001` counts the user id among the Linux-only checks, seed `000` has it everywhere: either is right.
    if (scenario.uid.effective === 0)
      told('ErrRunningAsRoot', 'effective uid', 'in production', open || scenario.platform !== 'linux');
    if (isGiven(insecureListen))
      told('ErrInsecureListenInProduction', '--insecure-listen', 'in production', open);
  }
  if (assertion !== undefined && assertion !== '1')
    told('ErrInvalidConfig', 'PYRYCODE_RELAY_SINGLE_INSTANCE', 'PYRYCODE_RELAY_SINGLE_INSTANCE is malformed');
  if (environment['FLY_APP_NAME'] && assertion !== '1')
    told('ErrMultiInstanceDeployDetected', 'FLY_APP_NAME', 'it is set, and nothing says otherwise');

  if (scenario.stray !== null)
    told('ErrInvalidConfig', strayNames[scenario.stray], 'nobody knows this argument');
  if (!isGiven(domain) && !isGiven(insecureListen)) told('ErrInvalidConfig', '--domain', nothingToServe);

  const expected = new Set<number | undefined>(isGiven(domain) ? [80, 443] : []);
  if (isGiven(insecureListen)) {
    const port = readablePort(insecureListen);
    expected.add(port);
    if (port === undefined) told('ErrInvalidConfig', '--insecure-listen', 'the address cannot be read');
  }
  for (const address of new Set(listen.filter(isGiven))) {
    const port = readablePort(address);
    if (port === undefined) told('ErrInvalidConfig', `--listen ${address}`, 'the address cannot be read');
    else if (!expected.has(port)) told('ErrUnexpectedListener', `--listen ${address}`, 'of its port');
  }

  const { say, because } = predictCapabilities(scenario);
  if (say === 'unreadable') told('ErrCapabilitiesUnreadable', '/proc/self/status', because);
  if (say === 'excess') told('ErrUnexpectedCapability', 'CapEff', because);
  const problem = cacheProblem(scenario);
  if (problem !== undefined) told('ErrCacheDirInsecure', scenario.certCache ?? '', problem);
  return failures;
}
