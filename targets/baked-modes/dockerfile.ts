import type { BakedScenario, HeredocInstruction, Instruction, RunCommand, Stage } from './scenario.ts';

/** The text of a Dockerfile, and on which line each instruction begins, counted from 1. */
export interface Rendered {
  readonly text: string;
  /** By stage and instruction. */
  readonly lines: readonly (readonly number[])[];
}

type Style = BakedScenario['style'];

type Stages = Pick<BakedScenario, 'stages'>;

/** Whether a stage has a name: FROM knows no numbers. */
function isNamed({ stages }: Stages, nth: number): boolean {
  const isBase = stages.some(({ base }) => base.kind === 'stage' && base.nth === nth);
  return isBase || stages[nth]?.named === true;
}

/** Name by which other stages call this one. */
function stageName(scenario: Stages, nth: number): string {
  return isNamed(scenario, nth) ? `stage${nth}` : String(nth);
}

/** One command of a RUN, as words. */
export function wordsOf(command: RunCommand): readonly string[] {
  switch (command.tool) {
    case 'chmod':
      return ['chmod', ...(command.recursive ? ['-R'] : []), command.mode, ...command.paths];
    case 'chown':
      return ['chown', ...(command.recursive ? ['-R'] : []), command.owner, ...command.paths];
    case 'mkdir': {
      const mode = command.mode === null ? [] : ['-m', command.mode];
      return ['mkdir', ...(command.parents ? ['-p'] : []), ...mode, ...command.paths];
    }
    case 'install': {
      const given = [
        ...(command.folders ? ['-d'] : []),
        ...(command.mode === null ? [] : ['-m', command.mode]),
        ...(command.owner === null ? [] : ['-o', command.owner]),
        ...(command.group === null ? [] : ['-g', command.group]),
      ];
      return ['install', ...given, ...command.paths];
    }
    case 'ln':
      return ['ln', command.force ? '-sf' : '-s', command.to, command.path];
  }
}

function flags({ chmod, chown }: { readonly chmod: string | null; readonly chown: string | null }): string[] {
  return [...(chown === null ? [] : [`--chown=${chown}`]), ...(chmod === null ? [] : [`--chmod=${chmod}`])];
}

function heredoc({ delimiter, quoted, tabs, lines, dest, ...rest }: HeredocInstruction): readonly string[] {
  const mark = `<<${tabs ? '-' : ''}${quoted ? `"${delimiter}"` : delimiter}`;
  const tab = tabs ? '\t' : '';
  return [['COPY', ...flags(rest), mark, dest].join(' '), ...lines.map(line => tab + line), tab + delimiter];
}

/** Words of an instruction, each of which may begin a new line; or the lines of one that can't be broken. */
function partsOf(
  scenario: BakedScenario,
  one: Instruction,
): { readonly words: readonly string[] } | { readonly lines: readonly string[] } {
  switch (one.do) {
    case 'copy': {
      const from = one.from === null ? [] : [`--from=${stageName(scenario, one.from)}`];
      const paths = [...one.sources, one.dest];
      const given = one.json || paths.some(path => /\s/.test(path)) ? [JSON.stringify(paths)] : paths;
      return { words: [one.add ? 'ADD' : 'COPY', ...from, ...flags(one), ...given] };
    }
    case 'heredoc':
      return { lines: heredoc(one) };
    case 'run': {
      const [first] = one.commands;
      if (one.json && first !== undefined) return { words: ['RUN', JSON.stringify(wordsOf(first))] };
      return {
        words: [
          'RUN',
          ...one.commands.flatMap((command, nth) => [...(nth > 0 ? ['&&'] : []), ...wordsOf(command)]),
        ],
      };
    }
    case 'user':
      return { words: ['USER', one.user] };
    case 'workdir':
      return { words: ['WORKDIR', one.path] };
    case 'arg':
      return { words: ['ARG', `${one.name}=${one.value}`] };
    case 'env':
      return { words: ['ENV', `${one.name}=${one.value}`] };
    default:
      return { lines: [one.line] };
  }
}

function laidOut(words: readonly string[], style: Style): readonly string[] {
  const [keyword = '', ...rest] = words;
  const first = style.lowerCase ? keyword.toLowerCase() : keyword;
  const [last, ...before] = rest.toReversed();
  if (!style.continued || last === undefined) return [[first, ...rest].join(' ')];
  return [
    `${[first, ...before.toReversed()].join(' ')} ${style.escape}`,
    '  # comment within',
    `    ${last}`,
  ];
}

function fromLine(scenario: BakedScenario, { base }: Stage, nth: number): string {
  const name =
    base.kind === 'scratch' ? 'scratch' : base.kind === 'stage' ? stageName(scenario, base.nth) : base.name;
  const from = scenario.style.lowerCase ? 'from' : 'FROM';
  return isNamed(scenario, nth)
    ? `${from} ${name} ${scenario.style.lowerCase ? 'as' : 'AS'} stage${nth}`
    : `${from} ${name}`;
}

function render(scenario: BakedScenario): Rendered {
  const { style } = scenario;
  const text: string[] = [];
  if (style.escape !== '\\') text.push(`# escape=${style.escape}`);
  if (style.comments) text.push("# Modes are the checkout's unless a line says so.", '');
  const lines = scenario.stages.map((stage, nth) => {
    text.push(fromLine(scenario, stage, nth));
    return stage.instructions.map(one => {
      if (style.comments) text.push('# COPY . /');
      const line = text.length + 1;
      const parts = partsOf(scenario, one);
      text.push(...('words' in parts ? laidOut(parts.words, style) : parts.lines));
      return line;
    });
  });
  return { text: `${text.join('\n')}\n`, lines };
}

const known = new WeakMap<BakedScenario, Rendered>();

/** The Dockerfile of a scenario; remembered, as several parts ask. */
export function dockerfileOf(scenario: BakedScenario): Rendered {
  const rendered = known.get(scenario) ?? render(scenario);
  known.set(scenario, rendered);
  return rendered;
}

/** The lines of `.dockerignore` as a file; undefined: there is none. */
export function ignoreOf({ ignore }: BakedScenario): string | undefined {
  return ignore === null ? undefined : ignore.map(line => `${line}\n`).join('');
}
