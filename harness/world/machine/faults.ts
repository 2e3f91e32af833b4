import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fails, type Question, type Surroundings, works } from './probe.ts';
import { complaint, isAbsent, tryProgram } from './try-program.ts';

/** strace that traces, and that makes a system call fail. */
export const strace: Question = {
  name: 'strace',
  group: 'faults',
  costs: 'no --fidelity kernel: no faults at system calls, no --exhaust, no crash states of a program',
  remedy: { packages: ['strace'] },
  ask: async where => {
    const inject = ['-e', 'trace=chdir', '-e', 'inject=chdir:error=EIO:when=1'];
    const tried = await tryProgram(['strace', '-f', ...inject, 'sh', '-c', 'cd /'], where);
    if (tried.kind === 'absent') return fails('not installed');
    if (tried.kind === 'ended' && /= -1 EIO .*\(INJECTED\)/.test(tried.err))
      return works('traces, and makes system calls fail');
    return fails(
      complaint(tried, 'strace'),
      'allow ptrace: in a container --cap-add SYS_PTRACE, or a seccomp profile that has it; ' +
        'sysctl kernel.yama.ptrace_scope below 3',
    );
  },
};

const fill =
  'mount -t tmpfs -o size=16k none "$1" || exit $?; head -c 65536 /dev/zero >"$1/full"; test -s "$1/full" && exit 7';

const limitedDisks: Question = {
  name: 'limited disks',
  group: 'faults',
  costs: 'scenarios whose disk fills up (ENOSPC after a short write) run in process only',
  remedy: { packages: ['util-linux', 'mount'] },
  ask: async where => {
    const tried = await tryProgram(
      ['unshare', mountNamespace(where), 'sh', '-c', fill, 'sh', where.folder],
      where,
    );
    if (isAbsent(tried)) return fails('unshare or mount is not installed');
    // 7 and a complaint: it took something, and then no more.
    if (tried.kind === 'ended' && tried.status === 7 && /No space left/.test(tried.err))
      return works('a tmpfs of 16 KiB was full after 16 KiB');
    return fails(complaint(tried, 'mount'), toMakeNamespaces(where));
  },
};

const immutableFiles: Question = {
  name: 'immutable files',
  group: 'faults',
  costs: 'a file that not even root may change can not be had: such scenarios run in process only',
  remedy: { packages: ['e2fsprogs'] },
  ask: async where => {
    const file = join(where.folder, 'immutable');
    await writeFile(file, '');
    try {
      const tried = await tryProgram(['sh', '-c', makeImmutable, 'sh', file], where);
      if (isAbsent(tried)) return fails('chattr is not installed');
      if (tried.kind === 'ended' && tried.status === 0)
        return works('chattr +i holds in the temporary folder');
      return fails(complaint(tried, 'chattr'), 'run as root, with TMPDIR on ext4, xfs or btrfs');
    } finally {
      // Again, should the shell have been ended half-way.
      await tryProgram(['chattr', '-i', file], where);
    }
  },
};

/** In one shell, which goes on when the harness is killed: nobody could remove a file that stays immutable. */
const makeImmutable =
  'chattr +i "$1" || exit $?; (: >>"$1") 2>/dev/null && held=7 || held=0; chattr -i "$1"; exit $held';

/** What makes namespaces and mounts possible. Root of a container lacks a capability and is kept from calls by a filter. */
export function toMakeNamespaces({ isRoot }: Pick<Surroundings, 'isRoot'>): string {
  return isRoot
    ? 'give this root CAP_SYS_ADMIN; in a container: docker run --privileged'
    : 'run as root, or allow user namespaces';
}

/** What unshare needs to be told so that this process may mount: root needs no user namespace. */
export function mountNamespace({ isRoot }: Pick<Surroundings, 'isRoot'>): string {
  return isRoot ? '-m' : '-Urm';
}

/** What can be made to go wrong for real. */
export const faultQuestions: readonly Question[] = [strace, limitedDisks, immutableFiles];
