import { dirname } from 'node:path';
import { findPrograms } from '../find-program.ts';
import { fails, type Question, works } from './probe.ts';
import { complaint, tryProgram } from './try-program.ts';

/** Where programs under test look, unless the configuration adds folders. */
const everywhere = ['/usr/bin', '/bin'];

interface Wanted {
  readonly name: string;
  /** Arguments that make it do a little and print its version. */
  readonly words: readonly string[];
  readonly version: RegExp;
  /** Said in place of what it prints. */
  readonly said?: string;
  readonly costs: string;
  readonly packages: readonly string[];
}

const wanted: readonly Wanted[] = [
  {
    name: 'bash',
    words: ['-c', 'printf %s "$BASH_VERSION"'],
    version: /^\S+/,
    costs: 'no bash:FILE#FUNCTION, and no shell mutants',
    packages: ['bash'],
  },
  {
    name: 'jq',
    words: ['-n', '[1, 2] | length'],
    version: /^2$/m,
    said: 'runs filters',
    costs: 'mutants and examples in shell that read JSON can not be run',
    packages: ['jq'],
  },
  {
    name: 'python3',
    words: ['-c', 'import json, platform; print(json.loads(json.dumps(platform.python_version())))'],
    version: /^[\d.]+\S*/,
    costs: 'the examples in Python can not be run',
    packages: ['python3'],
  },
  {
    name: 'go',
    words: ['version'],
    version: /(?<=go version go)\S+/,
    costs: 'the examples in Go can not be run',
    packages: ['golang-go'],
  },
];

function question({ name, words, version, said, costs, packages }: Wanted): Question {
  return {
    name,
    group: 'programs',
    costs,
    remedy: { packages },
    ask: async where => {
      let why = 'not installed';
      for (const program of inOrder(findPrograms(name, where.path))) {
        const tried = await tryProgram([program, ...words], where);
        const [found] = (tried.kind === 'ended' && tried.status === 0 && version.exec(tried.out)) || [];
        if (found !== undefined) return works(placed(said ?? found, dirname(program)));
        why = complaint(tried, name);
      }
      return fails(why);
    },
  };
}

/** First those that programs under test find too. */
function inOrder(programs: readonly string[]): readonly string[] {
  const isEverywhere = (program: string): boolean => everywhere.includes(dirname(program));
  const first = everywhere.flatMap(folder => programs.filter(program => dirname(program) === folder));
  return [...first, ...programs.filter(program => !isEverywhere(program))];
}

function placed(version: string, folder: string): string {
  return everywhere.includes(folder)
    ? version
    : `${version}, in ${folder}: programs under test find it only where "path" of the configuration has that folder`;
}

/** Programs that examples and mutants are written in. */
export const programQuestions: readonly Question[] = wanted.map(question);
