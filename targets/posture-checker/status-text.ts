import { damaged } from '../../harness/arbitraries/damaged-text.ts';
import { capabilitySets } from './capability-sets.ts';
import type { PostureScenario } from './scenario.ts';

/** Line of `CapEff:`, from 0, in an undamaged text. */
export const capEffLine = 22;

/** Fields that no check looks at, as a container's process has them. */
const middle = `VmPeak:\t 1021796 kB
VmRSS:\t   61184 kB
Threads:\t11
SigQ:\t0/63432
SigPnd:\t0000000000000000
ShdPnd:\t0000000000000000
SigBlk:\t0000000000000000
SigIgn:\t0000000001001000
SigCgt:\t0000000188004602`;

const end = `Seccomp:\t2
Seccomp_filters:\t1
Cpus_allowed:\tff
voluntary_ctxt_switches:\t120
nonvoluntary_ctxt_switches:\t7
`;

/** The text before any damage, as proc_pid_status(5) lays it out. */
export function soundStatusText(scenario: Pick<PostureScenario, 'status' | 'uid' | 'beside'>): string {
  const { status, uid, beside } = scenario;
  const { gid, groups } = beside;
  const sets = capabilitySets(scenario);
  const sorted = [...(groups ?? [])].sort((one, other) => one - other);
  return `Name:\t${status.name}
Umask:\t0022
State:\tR (running)
Tgid:\t7
Ngid:\t0
Pid:\t7
PPid:\t1
Uid:\t${uid.real}\t${uid.effective}\t${uid.saved}\t${uid.effective}
Gid:\t${gid.real}\t${gid.effective}\t${gid.effective}\t${gid.effective}
FDSize:\t64
Groups:\t${sorted.map(group => `${group} `).join('') || ' '}
${middle}
CapInh:\t${sets.inheritable}
CapPrm:\t${sets.permitted}
CapEff:${status.written ?? `\t${sets.effective}`}
CapBnd:\t${sets.bounding}
CapAmb:\t${sets.ambient}
NoNewPrivs:\t${beside.noNewPrivileges ? 1 : 0}
${end}`;
}

const texts = new WeakMap<PostureScenario, string>();

/** Says what the kernel itself wrote: this very scenario's text, from now on. */
export function tellStatusText(scenario: PostureScenario, text: string): void {
  texts.set(scenario, text);
}

/** The text of `/proc/self/status` in a scenario, with its damage; remembered, as several ask for it in one run. */
export function statusText(scenario: PostureScenario): string {
  const known = texts.get(scenario);
  if (known !== undefined) return known;
  const { damage } = scenario.status;
  const sound = soundStatusText(scenario);
  const text = damage === null ? sound : damaged(sound, damage);
  texts.set(scenario, text);
  return text;
}
