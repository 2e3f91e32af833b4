/** Programs of ours that stand before the one under test, and what they say where it can't be started. */
const refusal = /^(?:setsid|unshare|setpriv|nsenter|env): (?:failed to execute )?(.+)\n$/;
/** It ends with 1 where the kernel, or a security module, does not let it make its namespaces or name ids in them. */
const noNamespaces = /^unshare: ((?:unshare failed|write failed|cannot open|failed to activate).*)\n$/;
const strace = /^strace: (?:Cannot find executable|Can't stat|exec) '?(.+?)'?\n/;

/**
 * Why a program was not started, as the program before it tells; undefined when it was. env ends with
 * 125, util-linux with 126 or 127, strace with 1.
 */
export function refusedBecause(status: number, err: string): string | undefined {
  if (status >= 125 && status <= 127) return refusal.exec(err)?.[1];
  return status === 1 ? (noNamespaces.exec(err)?.[1] ?? strace.exec(err)?.[1]) : undefined;
}

/**
 * What unshare(1) 2.38 says when its child was killed by SIGKILL, instead of ending by it too: it tries to unblock the
 * signal, which nobody can.
 */
const killedNote = /unshare: sigprocmask unblock failed: Invalid argument\n$/;

/** The standard error of a program below `unshare --fork` without the note on its SIGKILL; undefined when there is none. */
export function withoutKilledNote(status: number, err: string): string | undefined {
  return status === 1 && killedNote.test(err) ? err.replace(killedNote, '') : undefined;
}
