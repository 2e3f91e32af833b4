import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramSource } from '../stage.ts';

/** One program, started for each run, and the same kept open. */
export interface Pair {
  readonly name: string;
  readonly started: ProgramSource;
  readonly kept: ProgramSource;
  /** How many times the runs per second of the one the other must reach. */
  readonly goal: number;
}

/** A posture checker in shell that looks at production and its user id: little work, so that the way to it is what counts. */
const shell = `check() {
  [ "\${PYRYCODE_RELAY_PRODUCTION-}" = 1 ] || return 0
  [ "$EUID" = 0 ] || return 0
  echo ErrRunningAsRoot >&2
  return 2
}
`;

/** The same in Python; with \`serve\` as its first argument it answers one request a line. */
const python = `import json, os, sys

def check(environment):
    with open('/proc/self/status') as status:
        effective = [line.split()[1] for line in status if line.startswith('CapEff:')]
    if environment.get('PYRYCODE_RELAY_PRODUCTION') != '1':
        return 0, ''
    if os.geteuid() != 0 and effective == ['0000000000000000']:
        return 0, ''
    return 2, 'ErrRunningAsRoot or ErrUnexpectedCapability\\n'

if sys.argv[1:2] == ['serve']:
    for line in sys.stdin:
        request = json.loads(line)
        status, err = check(request['environment'])
        print(json.dumps({'id': request['id'], 'status': status, 'out': '', 'err': err}), flush=True)
else:
    status, err = check(os.environ)
    sys.stderr.write(err)
    sys.exit(status)
`;

/** Writes the programs into a folder and says how each is started and kept. */
export function writeCheckers(folder: string, interpreters: { readonly python: string }): readonly Pair[] {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const functions = file('functions.sh', shell);
  const script = file('check.sh', `. '${functions}'\ncheck "$@"\n`);
  const program = file('check.py', python);
  return [
    {
      name: 'shell function',
      started: { kind: 'cmd', words: ['/bin/bash', script] },
      kept: { kind: 'bash', file: functions, function: 'check' },
      goal: 6,
    },
    {
      name: 'Python program',
      started: { kind: 'cmd', words: [interpreters.python, program] },
      kept: { kind: 'serve', words: [interpreters.python, program, 'serve'] },
      goal: 20,
    },
  ];
}
