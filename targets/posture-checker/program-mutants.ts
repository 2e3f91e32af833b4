import type { MutantStory, ProgramMutant } from '../../harness/target.ts';

function shell(story: MutantStory & Pick<ProgramMutant, 'needsRoot'>): ProgramMutant {
  return { ...story, file: new URL(`./mutants/${story.name}.sh`, import.meta.url), needs: ['bash'] };
}

/** The check as shell programs, with one known bug each. */
export const programMutants: readonly ProgramMutant[] = [
  shell({
    name: 'shell-asks-real-uid',
    story:
      'Asks for the real user id, as `id -ru` does: a set-uid program that runs with the rights of root passes.',
    source: 'seed 000 asks syscall.Geteuid; credentials(7)',
    caughtBy: ['exactly-the-failures'],
    within: 400,
    needsRoot: true,
  }),
  shell({
    name: 'shell-production-unquoted',
    story:
      'Compares the variable without quotes: "1 " and " 1" are production, an empty one is an error of `[` that nobody looks at, and every typo switches production off.',
    source: 'expert; seed 000: PYRYCODE_RELAY_PRODUCTION=1 exactly',
    caughtBy: ['malformed-variable-refuses'],
    within: 300,
  }),
  shell({
    name: 'shell-production-when-set',
    story:
      'Any value that is not empty is production, and none is malformed: PYRYCODE_RELAY_PRODUCTION= starts without its checks.',
    source: 'seed 001: required variables have a valid format',
    caughtBy: ['malformed-variable-refuses'],
    within: 300,
  }),
  shell({
    name: 'shell-exits-at-first',
    story: 'Exits with the first failure, so each start tells one more.',
    source: 'seed 001: none masks another',
    caughtBy: ['exactly-the-failures'],
    within: 200,
  }),
  shell({
    name: 'shell-follows-link',
    story:
      '`test -d` follows links, and so does the look at the mode: certificates are kept wherever a link leads, and a link to nothing is missing.',
    source: 'seed 001, ErrCacheDirInsecure; test(1)',
    caughtBy: ['exactly-the-failures'],
    within: 1200,
  }),
  shell({
    name: 'shell-closed-to-others',
    story:
      'Takes a folder for closed when others than owner and group have no right to it: the group may read the keys.',
    source: 'seed 001: perms == 0700',
    caughtBy: ['exactly-the-failures'],
    within: 600,
  }),
  shell({
    name: 'shell-reads-bounding-set',
    story: 'Reads CapBnd for CapEff: what the process may get at all is taken for what it has.',
    source: 'proc_pid_status(5); seed 001 says effective',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 200,
  }),
  shell({
    name: 'shell-finds-capeff-anywhere',
    story: 'Takes the first line that holds CapEff: a program that is named like one is believed.',
    source: 'expert; proc_pid_status(5): the name is whatever the file was called',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 1200,
  }),
  shell({
    name: 'shell-or-warn',
    story:
      '`check || warn` suspends errexit in all that the function does: only the last check of it decides.',
    source: 'bash(1), set -e; a shell idiom',
    caughtBy: ['production-is-exactly-one'],
    within: 200,
  }),
  shell({
    name: 'shell-or-true',
    story:
      '`|| true` behind a check in a subshell, so that it can not stop the script: what it found is told and forgotten.',
    source: 'expert; a shell idiom',
    caughtBy: ['production-is-exactly-one'],
    within: 600,
  }),
  shell({
    name: 'shell-pipe-forgets',
    story:
      '`| while read` is a subshell: a listener that nobody expects is told, and the refusal is lost with the subshell.',
    source: 'bash(1), Pipelines; a shell idiom',
    caughtBy: ['production-is-exactly-one'],
    within: 1200,
  }),
  shell({
    name: 'shell-cache-made',
    story: 'Makes the certificate cache where it is missing, with whatever the umask leaves.',
    source: 'seed 001, out of scope: auto-remediation',
    caughtBy: ['disk-is-left-alone'],
    within: 300,
  }),
  shell({
    name: 'shell-exit-one',
    story:
      'Refuses with 1, as a shell does of itself: whoever starts it takes a refusal for a fault and tries again.',
    source: 'seed 001: exit 2',
    caughtBy: ['exit-is-0-or-2'],
    within: 100,
  }),
  shell({
    name: 'shell-value-in-log',
    story: "Logs the name of the deployment, which was nobody else's to know.",
    source: 'seed 000, security review: names, not values',
    caughtBy: ['no-value-in-output'],
    within: 300,
  }),
  shell({
    name: 'shell-sixteen-bits',
    story: 'Looks at the last four digits of CapEff only: everything from CAP_SYS_MODULE up is not seen.',
    source: 'expert; capabilities(7)',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 300,
  }),
];
