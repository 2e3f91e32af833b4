import type { Reproduction } from '../../engine/repro/reproduce.ts';
import type { Verdict } from '../../judge/verdict.ts';
import type { Row, World, WorldFile } from '../../target.ts';
import { count } from './numbers.ts';
import type { Paint } from './paint.ts';
import { rowLines } from './rows.ts';
import { wrapIndented } from './wrap.ts';

/** Everything that is told of one case that was run. */
export interface Reproduced extends Reproduction {
  readonly target: string;
  readonly implementation: string;
  readonly file: string;
  readonly title: string;
  readonly origin: readonly Row[];
  readonly scenario: readonly Row[];
  readonly world: World;
  readonly observed: readonly Row[];
  /** Where the world was left, if it was. */
  readonly kept: string | undefined;
}

/** A case as it was run: what it is about, its scenario, its world, what happened, what each property says. */
export function reproducedLines(shown: Reproduced, paint: Paint): string[] {
  const { colours, signs } = paint;
  const section = (title: string, rows: readonly Row[]): string[] =>
    rows.length === 0 ? [] : ['', `  ${colours.bold(title)}`, ...rowLines(rows, 4, paint)];
  return [
    `${colours.bold(paint.safe(shown.target))} ${signs.dot} ${paint.safe(shown.implementation)} ${signs.dot} ${paint.safe(shown.file, 400)}`,
    ...wrapIndented(paint.safe(shown.title), paint.proseWidth(), 2),
    ...section('origin', shown.origin),
    ...section('scenario', shown.scenario),
    ...section('world', worldRows(shown.world)),
    ...section('what happened', shown.observed),
    ...propertyLines(shown, paint),
    '',
    ...wrapIndented(
      `${verdictMark(shown.verdict, paint)} ${conclusion(shown, paint)}`,
      paint.proseWidth(),
      0,
    ),
    ...(shown.kept === undefined ? [] : [`  ${colours.dim('world')}      ${paint.shellWord(shown.kept)}`]),
  ];
}

function propertyLines({ properties }: Reproduced, paint: Paint): string[] {
  if (properties.length === 0) return [];
  const { colours, signs } = paint;
  const lines = properties.flatMap(({ name, judgement }) => {
    if (judgement.holds) return [`    ${colours.green(signs.passed)} ${paint.safe(name)}`];
    return [
      `    ${colours.red(signs.failed)} ${colours.bold(paint.safe(name))}`,
      ...wrapIndented(paint.safe(judgement.reason), paint.proseWidth(), 6),
      ...rowLines(judgement.details ?? [], 6, paint),
    ];
  });
  return ['', `  ${colours.bold('properties')}`, ...lines];
}

function worldRows({ arguments: words, environment, files, notes }: World): Row[] {
  return [
    ...(words.length > 0 ? [['arguments', words.map(word => JSON.stringify(word)).join(' ')] as const] : []),
    ...Object.entries(environment).map(([name, value]): Row => [name, JSON.stringify(value)]),
    ...files.map((file): Row => [file.path, fileText(file)]),
    ...notes,
  ];
}

function fileText(file: WorldFile): string {
  const mode = 'mode' in file && file.mode !== undefined ? ` ${file.mode.toString(8).padStart(4, '0')}` : '';
  const owner = 'uid' in file && file.uid !== undefined ? ` of uid ${file.uid}` : '';
  if (file.kind === 'link') return `link to ${file.to}`;
  if (file.kind !== 'file') return `${file.kind}${mode}${owner}`;
  const { content } = file;
  const text = typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
  const start = text.length > 160 ? `${text.slice(0, 160)}…` : text;
  return `file${mode}${owner}, ${count(Buffer.byteLength(content))} bytes: ${JSON.stringify(start)}`;
}

function verdictMark({ kind }: Verdict, { colours, signs }: Paint): string {
  if (kind === 'pass') return colours.green(signs.passed);
  return kind === 'rejected' || kind === 'harness-fault'
    ? colours.yellow(signs.attention)
    : colours.red(signs.failed);
}

function conclusion({ verdict, properties }: Reproduced, paint: Paint): string {
  switch (verdict.kind) {
    case 'pass':
      return properties.length === 1 ? 'its property holds' : `all ${properties.length} properties hold`;
    case 'violation':
      return `${verdict.violations.length} of ${properties.length} properties broken: ${verdict.violations.map(({ property }) => property).join(', ')}`;
    case 'hang':
      return `hang: it did not come to an end within ${verdict.limitMs} ms`;
    case 'crash':
      return `crash: ${paint.safe(verdict.reason)}`;
    case 'rejected':
      return `this run proves nothing: ${paint.safe(verdict.reason)}`;
    case 'harness-fault':
      return `a fault of the harness itself: ${paint.safe(verdict.reason)}`;
  }
}
