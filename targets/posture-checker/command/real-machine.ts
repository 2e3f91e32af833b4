import type { Identity, Injection, Stage } from '../../../harness/stage.ts';
import { hasCapability } from '../../../harness/world/identity/capability-set.ts';
import { identityFacts } from '../../../harness/world/identity/identity-facts.ts';
import { identityFor } from '../../../harness/world/identity/identity-for.ts';
import type { PostureScenario } from '../scenario.ts';
import { wantedIdentity } from '../wanted-identity.ts';
import { cachePlace, parentIsFree } from './cache-place.ts';

/** How a scenario's boot is done for real. */
export interface RealBoot {
  /** Undefined: the harness's own. */
  readonly identity: Identity | undefined;
  /** Undefined: the program's own. */
  readonly processName: string | undefined;
  /** What lies where the certificate cache should be, if looking at it shall fail. */
  readonly cacheFault: 'closed-parent' | 'link-loop' | 'long-name' | 'injected' | undefined;
  /** The planned faults that are injected at system calls. */
  readonly injected: readonly { readonly fault: 'status' | 'cache'; readonly code: string }[];
}

/** A boot that can be done for real, or why it can't: a clause without its full stop. */
export type Planned = RealBoot | { readonly reason: string };

/** Plans the boot of a scenario for real. Whatever of it can't be is a reason, and nothing is left out in silence. */
export function planBoot(scenario: PostureScenario, { fidelity }: Pick<Stage, 'fidelity'>): Planned {
  const reason = unreal(scenario, fidelity);
  if (reason !== undefined) return { reason };
  const wanted = identityFor(wantedIdentity(scenario), identityFacts());
  if (wanted.kind === 'impossible') return { reason: wanted.reason };
  const { status } = scenario;
  const processName = status.name === 'node' ? undefined : status.name;
  const cacheFault = planCacheFault(scenario, fidelity);
  if (typeof cacheFault === 'object') return cacheFault;
  const injected: RealBoot['injected'][number][] = [];
  if (status.fault !== null) injected.push({ fault: 'status', code: status.fault });
  const { cacheEntry } = scenario;
  if (cacheFault === 'injected' && cacheEntry.kind === 'fault')
    injected.push({ fault: 'cache', code: cacheEntry.code });
  const { uid } = scenario;
  if (injected.length > 0 && uid.effective !== 0 && uid.real !== uid.effective)
    return { reason: 'strace, which injects faults, gives up an effective user id that is not the real one' };
  if (injected.length > 1) return { reason: 'faults of two paths can not be injected in one run' };
  return { identity: wanted.identity, processName, cacheFault, injected };
}

/** What only a seam can do. */
export function unreal(scenario: PostureScenario, fidelity: Stage['fidelity']): string | undefined {
  const { platform, status, certCache, uid, environment } = scenario;
  if (platform !== process.platform) return `this machine is ${process.platform}, not ${platform}`;
  if (status.written !== null) return 'the kernel writes the CapEff line, and writes it right';
  if (status.damage !== null) return 'the kernel writes the status text whole';
  if (status.fault !== null && fidelity !== 'kernel')
    return 'reading /proc/self/status fails only at fidelity kernel';
  if (status.name === '' || /^\.{1,2}$/.test(status.name) || status.name.includes('/'))
    return 'no program can be started by that name';
  if (certCache && cachePlace(certCache) === undefined)
    return 'the path of the certificate cache does not lie in a world';
  const texts = [...Object.entries(environment).flat(), ...Object.values(scenario).flat()];
  if (texts.some(text => typeof text === 'string' && !text.isWellFormed()))
    return 'a text of the scenario is no Unicode';
  if (uid.effective === 2 ** 32 - 1) return 'user id 4294967295 means "unchanged"';
  return undefined;
}

/** CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH pass every folder's mode. */
const passing = [1, 2];

/** How looking at the certificate cache is made to fail, if it shall. */
export function planCacheFault(
  { certCache, cacheEntry, uid, status }: PostureScenario,
  fidelity: Stage['fidelity'],
): RealBoot['cacheFault'] | { readonly reason: string } {
  if (!certCache || cacheEntry.kind !== 'fault') return undefined;
  const { code } = cacheEntry;
  const hasParent = certCache.startsWith('/') && parentIsFree(certCache);
  if (code === 'ENAMETOOLONG') return 'long-name';
  if (code === 'ELOOP' && hasParent) return 'link-loop';
  const isKeptOut = uid.effective !== 0 && !passing.some(number => hasCapability(status.effective, number));
  if (code === 'EACCES' && hasParent && isKeptOut) return 'closed-parent';
  return fidelity === 'kernel'
    ? 'injected'
    : { reason: `looking at the certificate cache fails with ${code} only at fidelity kernel` };
}

const isIntel = process.arch === 'x64';
/** Calls by which a program may look at an entry, and may open a file, on this architecture. */
const looking = ['statx', 'newfstatat', 'openat', 'readlinkat', 'faccessat', 'faccessat2'];
const lookingOnIntel = ['stat', 'lstat', 'open', 'readlink', 'access'];

/** The system calls that fail where a fault is planned. */
export function callsThatFail(fault: 'status' | 'cache'): readonly string[] {
  if (fault === 'status') return isIntel ? ['openat', 'open'] : ['openat'];
  return isIntel ? [...looking, ...lookingOnIntel] : looking;
}

/** The injections of a boot: every look at these paths fails, however often. */
export function injectionsOf(
  { injected }: RealBoot,
  paths: Readonly<Record<'status' | 'cache', readonly string[]>>,
): readonly Injection[] {
  return injected.flatMap(({ fault, code }) =>
    callsThatFail(fault).map(
      (call): Injection => ({
        call,
        nth: 1,
        lasting: true,
        only: paths[fault],
        effect: { kind: 'error', code },
      }),
    ),
  );
}
