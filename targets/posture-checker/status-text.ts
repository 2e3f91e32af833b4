import { damaged } from '../../harness/arbitraries/damaged-text.ts';
import type { PostureScenario } from './scenario.ts';

/** Line of `CapEff:`, from 0, in an undamaged text. */
export const capEffLine = 22;

/** Fields before the capabilities that no check looks at, as a container's process has them. */
const middle = `Gid:\t1000\t1000\t1000\t1000
FDSize:\t64
Groups:\t1000 
VmPeak:\t 1021796 kB
VmRSS:\t   61184 kB
Threads:\t11
SigQ:\t0/63432
SigPnd:\t0000000000000000
ShdPnd:\t0000000000000000
SigBlk:\t0000000000000000
SigIgn:\t0000000001001000
SigCgt:\t0000000188004602
CapInh:\t0000000000000000
`;

const end = `CapBnd:\t00000000a80425fb
CapAmb:\t0000000000000000
NoNewPrivs:\t1
Seccomp:\t2
Seccomp_filters:\t1
Cpus_allowed:\tff
voluntary_ctxt_switches:\t120
nonvoluntary_ctxt_switches:\t7
`;

const none = '0000000000000000';

function union(one: string, other: string): string {
  if (other === none) return one;
  return (BigInt(`0x${one}`) | BigInt(`0x${other}`)).toString(16).padStart(16, '0');
}

/** The text before any damage, as proc_pid_status(5) lays it out. */
export function soundStatusText({ status, uid }: Pick<PostureScenario, 'status' | 'uid'>): string {
  return `Name:\t${status.name}
Umask:\t0022
State:\tR (running)
Tgid:\t7
Ngid:\t0
Pid:\t7
PPid:\t1
Uid:\t${uid.real}\t${uid.effective}\t${uid.saved}\t${uid.effective}
${middle}CapPrm:\t${union(status.effective, status.dormant)}
CapEff:${status.written ?? `\t${status.effective}`}
${end}`;
}

const texts = new WeakMap<PostureScenario, string>();

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
