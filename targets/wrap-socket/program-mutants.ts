import type { MutantStory, ProgramMutant } from '../../harness/target.ts';

function python(story: MutantStory & Pick<ProgramMutant, 'needsRoot'>): ProgramMutant {
  return {
    ...story,
    file: new URL(`./mutants/${story.name}.py`, import.meta.url),
    needs: ['python3'],
  };
}

/** Servers in Python, with one known bug each: what a test double in memory could be wrong about. */
export const programMutants: readonly ProgramMutant[] = [
  python({
    name: 'python-accepts-once',
    story: 'Accepts one connection a socket: whoever comes first has used it up.',
    source: 'seed 002: a single wrong local connection could consume the only accept attempt',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 120,
  }),
  python({
    name: 'python-everybody-may',
    story: 'Makes folder and sockets 0777 and looks at nobody: the state before the fix.',
    source: 'seed 002: socket setup relied on permissive filesystem access',
    caughtBy: ['wrong-uid-is-never-authorised', 'closed-from-the-first-moment'],
    within: 30,
  }),
  python({
    name: 'python-asks-real-uid',
    story:
      'Looks up the real user id of the peer in /proc, by a pid that may be another process by then: a set-uid program is taken for who started it.',
    source: 'CVE-2013-4288 (polkit): the peer was looked up by its pid; credentials(7)',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 40,
    needsRoot: true,
  }),
  python({
    name: 'python-compares-gid',
    story: 'Compares the group: everybody whose group has the number of the caller gets in.',
    source: 'expert; socket(7): ucred holds pid, uid and gid',
    caughtBy: ['wrong-uid-is-never-authorised', 'right-caller-gets-through'],
    within: 80,
    needsRoot: true,
  }),
  python({
    name: 'python-dies-on-emfile',
    story: 'An error of accept that nobody catches ends the server.',
    source: 'accept(2): EMFILE is to be survived',
    caughtBy: ['survives-failing-accepts'],
    within: 80,
  }),
  python({
    name: 'python-spins-on-emfile',
    story: 'Tries accept again at once when there is no descriptor, for as long as a peer waits.',
    source: 'accept(2), EMFILE; the busy loop of a level-triggered accept',
    caughtBy: ['survives-failing-accepts'],
    within: 80,
  }),
  python({
    name: 'python-forgets-to-close',
    story: 'Rejects a peer and keeps its descriptor.',
    source: 'CVE-2024-21626 is another leak; expert',
    caughtBy: ['no-descriptor-leaks', 'one-true-line-a-peer'],
    within: 30,
  }),
  python({
    name: 'python-waits-for-a-message',
    story: 'Reads the first bytes of a peer before it looks who that is, and fails where there are none yet.',
    source: 'expert; seed 002: peers that connect and say nothing',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 40,
  }),
  python({
    name: 'python-fallback-skips-the-check',
    story: 'Where ownership can not be given it checks nobody any more.',
    source: 'seed 002: permissive fallback must not authorise',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 80,
  }),
  python({
    name: 'python-checks-only-notify',
    story: 'Checks peers of the notify socket, and trusts the other two.',
    source: 'seed 002: notify, signal, and ptrace accept paths',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 80,
  }),
  python({
    name: 'python-abstract-sockets',
    story: 'Binds abstract names: no folder and no mode protects them, and whoever knows a name connects.',
    source: 'CVE-2020-15257 (containerd-shim)',
    caughtBy: ['ready-means-the-callers-own', 'right-caller-gets-through'],
    within: 30,
  }),
  python({
    name: 'python-leaves-its-sockets',
    story: 'Ends without removing its sockets.',
    source: 'expert; unix(7): a socket stays after its server',
    caughtBy: ['sigterm-ends-it-cleanly'],
    within: 30,
  }),
  python({
    name: 'python-follows-a-link',
    story: 'Resolves links before it looks: the sockets stand wherever a link leads.',
    source: 'expert; symlink(7)',
    caughtBy: ['refuses-what-is-not-its-own', 'others-are-untouched'],
    within: 600,
  }),
  python({
    name: 'python-waits-for-its-peers',
    story: 'Asked to end, it waits for those who are connected to go: whoever stays keeps it from ending.',
    source: 'Node, net.Server.close: ends when all connections have ended',
    caughtBy: ['sigterm-ends-it-cleanly'],
    within: 100,
  }),
  python({
    name: 'python-remembers-descriptors',
    story:
      'Knows a peer by the number of its descriptor, and keeps what it decided when that has been closed: the number comes again.',
    source: 'expert; open(2): the lowest number that is free',
    caughtBy: ['right-caller-gets-through', 'wrong-uid-is-never-authorised', 'one-true-line-a-peer'],
    within: 120,
  }),
  python({
    name: 'python-tells-the-rejected',
    story:
      'Writes a word to whom it rejects, a moment later, and ends by the error when the peer has gone already.',
    source: 'write(2), EPIPE: to a socket that nobody reads any more',
    caughtBy: ['survives-failing-accepts', 'right-caller-gets-through'],
    within: 120,
  }),
];
