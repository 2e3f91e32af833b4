import { bitsOf } from '../../harness/arbitraries/capability-mask.ts';
import { canaryIn } from '../../harness/arbitraries/environment-set.ts';
import { unreadableAddresses } from '../../harness/arbitraries/listen-address.ts';
import { isBenign } from './benign.ts';
import { canBeReal } from './can-be-real.ts';
import { whyNoContainer } from './container/plan-run.ts';
import { type PostureScenario, uidOf } from './scenario.ts';
import { soundStatusText } from './status-text.ts';

const unreadable = new Set(unreadableAddresses);
const contract = new Set(['PYRYCODE_RELAY_PRODUCTION', 'PYRYCODE_RELAY_SINGLE_INSTANCE', 'FLY_APP_NAME']);

function* ofEnvironment({ environment }: PostureScenario): Generator<string> {
  const production = environment['PYRYCODE_RELAY_PRODUCTION'];
  const single = environment['PYRYCODE_RELAY_SINGLE_INSTANCE'];
  const app = environment['FLY_APP_NAME'];
  if (production === undefined) yield 'production-unset';
  else yield production === '1' ? 'production' : 'production-near-miss';
  if (single !== undefined && single !== '1') yield 'single-instance-near-miss';
  if (app === '') yield 'platform-name-empty';
  else if (app !== undefined) yield single === '1' ? 'single-instance-asserted' : 'multi-instance';
  const names = Object.keys(environment);
  if (names.some(name => !contract.has(name) && contract.has(name.toUpperCase()))) yield 'name-in-other-case';
  if (Object.values(environment).some(value => canaryIn(value) !== undefined)) yield 'canary';
}

function* ofIdentity({ uid, beside }: PostureScenario): Generator<string> {
  if (beside.groups?.includes(0)) yield 'in-group-of-root';
  if (beside.gid.real !== beside.gid.effective) yield 'group-ids-split';
  if (beside.noNewPrivileges) yield 'no-new-privileges';
  if (uid.saved !== uid.effective) yield 'saved-uid-apart';
  if (uid.effective === 0) yield 'root';
  else if (uid.real === 0) yield 'root-by-real-uid-only';
  if (uid.effective === 65_534) yield 'uid-65534';
  if (uid.effective >= 2 ** 31) yield 'uid-above-31-bits';
}

function* ofCapabilities({ status }: PostureScenario): Generator<string> {
  const bits = bitsOf(status.effective);
  if (bits.length === 0) yield 'capabilities-none';
  else if (status.effective === '0000000000000400') yield 'capabilities-allowed';
  else if (bits.length === 1) yield 'capability-single';
  else if (bits.length === 2) yield 'capability-pair';
  else if (bits.length > 38) yield 'capabilities-nearly-all';
  if ((bits.at(-1) ?? 0) > 40) yield 'capability-unknown';
}

function* ofStatus(scenario: PostureScenario): Generator<string> {
  const { status } = scenario;
  if (status.fault !== null) yield 'status-unreadable';
  else if (status.written !== null) yield 'capeff-malformed';
  if (status.name.includes(':')) yield 'name-like-capeff';
  const { damage } = status;
  if (damage === null) return;
  yield `status-${damage.kind}`;
  if (damage.kind !== 'cut') return;
  const at = soundStatusText(scenario).indexOf('\nCapEff:') + 1;
  if (damage.at > at && damage.at < at + 24) yield 'capeff-cut-inside';
}

function* ofCache({ certCache, cacheEntry: entry, uid }: PostureScenario): Generator<string> {
  if (certCache === null || certCache === '') return;
  yield `cache-${entry.kind}`;
  if (entry.kind === 'link' && /\/\.?$/.test(certCache)) yield 'cache-link-with-slash';
  if (entry.kind !== 'folder') return;
  const own = uidOf(entry.owner, uid) === uid.effective;
  if (entry.mode === '0700') yield own ? 'cache-closed' : 'cache-owned-by-another';
  else if (entry.mode.endsWith('700')) yield 'cache-special-bits-only';
  else if (entry.mode.endsWith('00') && own) yield 'cache-tighter-than-0700';
}

function* ofListeners({ domain, insecureListen, listen, stray }: PostureScenario): Generator<string> {
  if (insecureListen) yield 'insecure-listen';
  if (!domain && !insecureListen) yield 'nothing-to-serve';
  if (domain === '' || insecureListen === '' || listen.includes('')) yield 'flag-empty';
  if (stray !== null) yield 'flag-unknown';
  if (listen.some((address, nth) => address !== '' && listen.indexOf(address) < nth)) yield 'listener-twice';
  if (listen.some(address => unreadable.has(address))) yield 'listener-unreadable';
  if (listen.some(address => address.startsWith('['))) yield 'listener-ipv6';
  if (listen.some(address => address.endsWith(':6060'))) yield 'listener-debug-port';
}

function* ofContainer(scenario: PostureScenario): Generator<string> {
  if (whyNoContainer(scenario) === undefined) yield 'can-be-contained';
  const { container } = scenario;
  if (container === null) return;
  const { capabilities, privileged, user, seccomp, userNamespace, publish, cache } = container;
  if (privileged) yield 'container-privileged';
  else if (capabilities === 'all-but') yield 'container-all-but';
  if (user !== 'flag') yield user === 'image' ? 'container-user-by-image' : 'container-user-over-image';
  if (seccomp === 'unconfined') yield 'container-without-filter';
  if (userNamespace === 'host') yield 'container-in-host-user-namespace';
  if (publish.length > 0) yield 'container-published';
  if (cache === 'folder' && scenario.certCache && scenario.cacheEntry.kind === 'folder')
    yield 'container-cache-mounted';
}

/** Whether four things are wrong at once that a check might only see one by one. */
function isPileUp({
  environment,
  uid,
  status,
  certCache,
  cacheEntry: entry,
  platform,
}: PostureScenario): boolean {
  return (
    environment['PYRYCODE_RELAY_PRODUCTION'] === '1' &&
    platform === 'linux' &&
    uid.effective === 0 &&
    Boolean(certCache) &&
    entry.kind === 'folder' &&
    entry.mode === '0755' &&
    bitsOf(status.effective).length === 1
  );
}

/** What kind of scenario this is. */
export function labels(scenario: PostureScenario): readonly string[] {
  const found = [
    ...ofEnvironment(scenario),
    ...ofIdentity(scenario),
    ...ofCapabilities(scenario),
    ...ofStatus(scenario),
    ...ofCache(scenario),
    ...ofListeners(scenario),
    ...ofContainer(scenario),
  ];
  if (scenario.platform !== 'linux') found.push('not-linux');
  if (scenario.looser !== null) found.push(`looser-${scenario.looser.kind}`);
  if (isPileUp(scenario)) found.push('pile-up');
  if (isBenign(scenario)) found.push('benign');
  if (canBeReal(scenario)) found.push('can-be-real');
  if (/[^0]/.test(scenario.status.dormant)) found.push('capability-dormant');
  return found;
}

/** The least share of each label among drawn scenarios, in percent: about 60 % of the measured one, less where it is rare. */
export const atLeast: Readonly<Record<string, number>> = {
  benign: 3.35,
  'cache-closed': 10.4,
  'cache-fault': 2.25,
  'cache-fifo': 0.9,
  'cache-file': 0.8,
  'cache-folder': 29.4,
  'cache-link': 4.85,
  'cache-link-with-slash': 0.45,
  'cache-missing': 9.75,
  'cache-owned-by-another': 1.7,
  'cache-special-bits-only': 1.3,
  'cache-tighter-than-0700': 0.95,
  canary: 25.75,
  'can-be-contained': 32.5,
  'can-be-real': 25,
  'capabilities-allowed': 15.9,
  'capabilities-nearly-all': 3.35,
  'capabilities-none': 16.05,
  'capability-dormant': 7.5,
  'capability-pair': 9.4,
  'capability-single': 14.2,
  'capability-unknown': 10.65,
  'capeff-cut-inside': 0.2,
  'capeff-malformed': 3.4,
  'container-all-but': 3.3,
  'container-cache-mounted': 2.85,
  'container-in-host-user-namespace': 2.85,
  'container-privileged': 2.1,
  'container-published': 1.95,
  'container-user-by-image': 4,
  'container-user-over-image': 3.65,
  'container-without-filter': 2.9,
  'flag-empty': 7.8,
  'flag-unknown': 4,
  'group-ids-split': 7.8,
  'in-group-of-root': 1.7,
  'insecure-listen': 14.85,
  'listener-debug-port': 3.85,
  'listener-ipv6': 7.75,
  'listener-twice': 1,
  'listener-unreadable': 3.9,
  'looser-capability': 7.5,
  'looser-mode': 7.45,
  'looser-port': 7.5,
  'multi-instance': 8.15,
  'name-in-other-case': 8.65,
  'name-like-capeff': 7.15,
  'no-new-privileges': 30,
  'not-linux': 4.95,
  'nothing-to-serve': 5.85,
  'pile-up': 0.1,
  'platform-name-empty': 5.35,
  production: 29.8,
  'production-near-miss': 8.55,
  'production-unset': 21.6,
  root: 14.85,
  'root-by-real-uid-only': 3.2,
  'saved-uid-apart': 3.9,
  'single-instance-asserted': 8.15,
  'single-instance-near-miss': 4.9,
  'status-crlf': 0.25,
  'status-cut': 1.5,
  'status-line-doubled': 1.85,
  'status-line-dropped': 0.5,
  'status-line-moved': 0.5,
  'status-lines-reversed': 0.2,
  'status-nul': 0.45,
  'status-nul-tail': 0.2,
  'status-unreadable': 4.3,
  'uid-65534': 2.5,
  'uid-above-31-bits': 7.85,
};
