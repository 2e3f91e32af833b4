import type { Row } from '../../../harness/target.ts';
import { dockerRunText } from './docker-run.ts';
import type { Inside } from './inside.ts';

/** Tells of a container: how a person would start it, and what the kernel says of a process in it. */
export function insideRows(name: string, { run, program, seen }: Inside): readonly Row[] {
  const { uid, gid, groups, effective, bounding, ambient, noNewPrivileges } = seen.identity;
  return [
    [`container, ${name}`, dockerRunText(run, program.length === 0 ? ['PROGRAM'] : program)],
    [
      'inside',
      [
        `uid ${uid.real} ${uid.effective} ${uid.saved}`,
        `gid ${gid.real} ${gid.effective} ${gid.saved}`,
        `groups ${groups.join(' ') || 'none'}`,
        `CapEff ${effective}`,
        `CapBnd ${bounding}`,
        `CapAmb ${ambient}`,
        `no_new_privs ${noNewPrivileges ? 'on' : 'off'}`,
        `seccomp ${seen.seccomp}`,
        `interfaces ${seen.interfaces.join(' ') || 'none'}`,
      ].join(' · '),
    ],
  ];
}
